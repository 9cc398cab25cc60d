/** Employees of the sample workshop, by name, where a story is about a certain one. */
export const NUWAN = 'e7d493e6-358c-4ecf-a08c-2a6e6e1869ec';
export const PRIYA = '20f04d22-7e60-45ab-bb9f-b93fe5a3d416';
export const TOMASZ = '7a92e48d-d6e3-4307-80a9-ef7375213d2e';
/** Her `is_available` is false. */
export const DILANI = '4285c0ac-7f4e-4d66-ac82-69b7b43437cd';
