/**
 * Who gets which answer: one line for each endpoint behind `/api/v1`, one cell for each principal.
 *
 *   AN nobody               CO the row's customer        EA the employee assigned to it   AD an admin
 *   BT with a forged token  CX another customer          EX another employee
 *   UR, NR with a sound token of a role that nobody knows, or of none
 *
 * A cell gives the status for a row that exists, then for one that never did and for one that was
 * deleted, in this order. One status is for all three; of two, the second is for both that are not
 * there. `+` says that the answer shows the row, `-` that it does not; `HEAD` answers as `GET` does.
 * Methods that a path has no line for are closed: `authorization-closed-methods.test.ts`.
 *
 * The order of checks (contract 1.2) can be read in it: token 401, role 403, object 404, right to
 * the object 403, rule 400. Another customer's row is one that is not there (contract 9.1).
 */
export const MATRIX = `
                                                      AN   BT   CO              CX    EA                EX                AD                UR   NR
GET    /                                            | 401  401  200             200   200               200               200               403  403
GET    /appointments/                               | 401  401  200+/200-       200-  200+/200-         200+/200-         200+/200-         403  403
POST   /appointments/                               | 401  401  201/403/201     403   201/400/201       201/400/201       201/400/201       403  403
GET    /appointments/:id/                           | 401  401  200+/404        404   200+/404          200+/404          200+/404          403  403
PUT    /appointments/:id/                           | 401  401  200+/404        404   403               403               200+/404          403  403
PATCH  /appointments/:id/ {what the owner writes}   | 401  401  200+/404        404   403/404           403/404           200+/404          403  403
PATCH  /appointments/:id/ {what employees write}    | 401  401  200+/404        404   200+/404          200+/404          200+/404          403  403
PATCH  /appointments/:id/ {status}                  | 401  401  403/404         404   200+/404          200+/404          200+/404          403  403
PATCH  /appointments/:id/ {nothing}                 | 401  401  200+/404        404   200+/404          200+/404          200+/404          403  403
DELETE /appointments/:id/                           | 401  401  204/404         404   403               403               204/404           403  403
POST   /appointments/:id/confirm/                   | 401  401  403             403   200+/404          200+/404          200+/404          403  403
POST   /appointments/:id/start/                     | 401  401  403             403   200+/404          200+/404          200+/404          403  403
POST   /appointments/:id/complete/                  | 401  401  403             403   200+/404          200+/404          200+/404          403  403
POST   /appointments/:id/no_show/                   | 401  401  403             403   200+/404          200+/404          200+/404          403  403
POST   /appointments/:id/assign/                    | 401  401  403             403   200+/404          200+/404          200+/404          403  403
POST   /appointments/:id/cancel/                    | 401  401  200+/404        404   200+/404          200+/404          200+/404          403  403
POST   /appointments/:id/reschedule/                | 401  401  200+/404        404   200+/404          200+/404          200+/404          403  403
POST   /appointments/:id/move/                      | 401  401  403             403   200+/404          200+/404          200+/404          403  403
GET    /appointments/:id/history/                   | 401  401  200+/404        404   200+/404          200+/404          200+/404          403  403
GET    /appointments/customer_appointments/         | 401  401  200+/200-       200-  200+/200-         200+/200-         200+/200-         403  403
GET    /appointments/employee_schedule/             | 401  401  200+/200-       200-  200+/200-         200+/200-         200+/200-         403  403
GET    /appointments/vehicle_history/               | 401  401  200+/200-       200-  200+/200-         200+/200-         200+/200-         403  403
GET    /appointments/stats/                         | 401  401  200+/200-       200-  200+/200-         200+/200-         200+/200-         403  403
GET    /appointments/calendar/                      | 401  401  200+/200-       200-  200+/200-         200+/200-         200+/200-         403  403
GET    /appointments/insights/                      | 401  401  403             403   200+/200-         200+/200-         200+/200-         403  403
GET    /appointments/export/                        | 401  401  200+/200-       200-  200+/200-         200+/200-         200+/200-         403  403
GET    /vehicles/                                   | 401  401  200+/200-/200+  200-  200+/200-/200+    200+/200-/200+    200+/200-/200+    403  403
GET    /employees/                                  | 401  401  403             403   200               200               200               403  403
GET    /customers/                                  | 401  401  403             403   200               200               200               403  403
GET    /history/                                    | 401  401  200+/200-       200-  200+/200-/200+    200+/200-/200+    200+/200-/200+    403  403
GET    /history/:id/                                | 401  401  200+/404        404   200+/404/200+     200+/404/200+     200+/404/200+     403  403
GET    /appointments/available_slots/               | 401  401  200+/200-   200+/200- 200+/200-         200+/200-         200+/200-         403  403
GET    /time-slots/                                 | 401  401  200+/200-   200+/200- 200+/200-         200+/200-         200+/200-         403  403
GET    /time-slots/:id/                             | 401  401  200+/404     200+/404 200+/404          200+/404          200+/404          403  403
POST   /time-slots/                                 | 401  401  403             403   400/201           400/201           400/201           403  403
POST   /time-slots/bulk_create/                     | 401  401  403             403   201               201               201               403  403
POST   /time-slots/preview/                         | 401  401  403             403   200/404           200/404           200/404           403  403
PUT    /time-slots/:id/                             | 401  401  403             403   200+/404          200+/404          200+/404          403  403
PATCH  /time-slots/:id/                             | 401  401  403             403   200+/404          200+/404          200+/404          403  403
DELETE /time-slots/:id/                             | 401  401  403             403   204/404           204/404           204/404           403  403
GET    /changes/                                    | 401  401  200             200   200               200               200               403  403
GET    /workshop/                                   | 200  200  200             200   200               200               200               200  200
POST   /auth/login/                                 | 200/401 200/401 200/401 200/401 200/401           200/401           200/401       200/401 200/401
POST   /auth/token/refresh/                         | 200/401 200/401 200/401 200/401 200/401           200/401           200/401       200/401 200/401
GET    /nowhere/                                    | 404  404  404             404   404               404               404               404  404
`;

/** The paths beside the API; they ask nobody who they are. */
export const PUBLIC_PATHS: readonly string[] = [
  '/health/',
  '/health/live/',
  '/health/ready/',
  '/docs/',
  '/docs/*',
  '/docs/json/',
  '/docs/yaml/',
  '/docs/static/index.html',
  '/docs/static/swagger-initializer.js',
];
