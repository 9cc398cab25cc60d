/** A path that is only read, and costs little. */
export const PATH = '/api/v1/appointments/stats/';

export const LINE = '\r\n';

/** The header that says that a body comes in chunks. */
export const CHUNKED = `Transfer-Encoding: chunked${LINE}`;
