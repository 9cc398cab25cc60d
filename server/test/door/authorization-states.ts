/**
 * What the state of an appointment allows whom: one line for each move of each role, one cell for
 * each status of the row. Employees' actions and everybody's DELETE are in `lifecycle.test.ts` and
 * `delete.test.ts` and are not repeated here.
 *
 *   CO the row's customer   CX another customer   EM an employee   AD an admin
 *
 * `move` PUTs another time, `keep` PUTs what is there already (contract 2.5, 2.6 and 9.16).
 */
export const STATES = `
                 pending   confirmed   in_progress   completed   cancelled   no_show
CO confirm     | 403       403         403           403         403         403
CO start       | 403       403         403           403         403         403
CO complete    | 403       403         403           403         403         403
CO no_show     | 403       403         403           403         403         403
CO assign      | 403       403         403           403         403         403
CO cancel      | 200       200         200           400         400         400
CO reschedule  | 200       200         400           400         400         400
CO move        | 200       200         400           400         400         400
CO keep        | 200       200         200           200         200         200
CX confirm     | 403       403         403           403         403         403
CX start       | 403       403         403           403         403         403
CX complete    | 403       403         403           403         403         403
CX no_show     | 403       403         403           403         403         403
CX assign      | 403       403         403           403         403         403
CX cancel      | 404       404         404           404         404         404
CX reschedule  | 404       404         404           404         404         404
CX move        | 404       404         404           404         404         404
CX keep        | 404       404         404           404         404         404
CX delete      | 404       404         404           404         404         404
EM move        | 403       403         403           403         403         403
EM keep        | 403       403         403           403         403         403
EM delete      | 403       403         403           403         403         403
AD confirm     | 200       400         400           400         400         400
AD start       | 400       200         400           400         400         400
AD complete    | 400       400         200           400         400         400
AD no_show     | 400       200         400           400         400         400
AD assign      | 200       200         200           400         400         400
AD cancel      | 200       200         200           400         400         400
AD reschedule  | 200       200         400           400         400         400
AD move        | 200       200         400           400         400         400
AD keep        | 200       200         200           200         200         200
`;
