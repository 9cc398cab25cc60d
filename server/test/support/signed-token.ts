import { SignJWT } from 'jose';

export type Claims = Readonly<Record<string, unknown>>;

/** A sound access token of a customer whom nobody knows, with these claims instead or besides. */
export async function signedToken(
  secret: string,
  claims: Claims = {},
  algorithm = 'HS256',
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const sound = {
    token_type: 'access',
    iat: now,
    exp: now + 3600,
    jti: '6f0c0000000000000000000000000000',
    user_id: '5eb00000-0000-4000-8000-000000000000',
    user_role: 'customer',
  };
  return await new SignJWT({ ...sound, ...claims })
    .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
    .sign(new TextEncoder().encode(secret));
}
