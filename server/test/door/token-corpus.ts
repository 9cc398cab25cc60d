import type { Attack } from './token-attacks.ts';
import { carrierAttacks } from './token-attacks-carrier.ts';
import { claimAttacks } from './token-attacks-claims.ts';
import { headerAttacks } from './token-attacks-header.ts';
import { shapeAttacks } from './token-attacks-shape.ts';
import { signatureAttacks } from './token-attacks-signature.ts';

/** The attacks that every service must withstand, whatever it takes tokens from. */
export const CORPUS: Readonly<Record<string, readonly Attack[]>> = {
  'algorithms, keys and secrets': signatureAttacks(),
  'what a header asks for': headerAttacks(),
  'what a payload says': claimAttacks(),
  'the form of a token': shapeAttacks(),
  'the way in which it comes': carrierAttacks(),
};
