/** Who and when the handmade stories are about. */

export const ADMIN = { id: 'admin-1', role: 'admin' } as const;
export const AMY = { id: 'customer-amy', role: 'customer' } as const;
export const BEN = { id: 'customer-ben', role: 'customer' } as const;
export const DAY = '2031-03-03';
