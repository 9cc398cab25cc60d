import { useState } from 'react';

/** Holds what is shown still: while somebody drags, or until what comes next can be drawn. */
export function useFrozen<Value>(value: Value, isFrozen: boolean): Value {
  const [kept, setKept] = useState(value);
  if (!isFrozen && kept !== value) setKept(() => value);
  return isFrozen ? kept : value;
}
