import { nth } from '../../support/people.ts';
import type { GivenAppointment, GivenSlot, Scene } from './scene.ts';

/** A request of a writer, who is an admin. */
export interface Asked {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a writer asks for in a scene. */
export type Act = (scene: Scene) => Asked;

type Time = GivenAppointment['at'];
type Values = object | ((scene: Scene) => object);

/** Books for an owner. */
export function book(owner: number, [day, time]: Time, wish: Values = {}): Act {
  return (scene) => {
    const { person, car } = nth(scene.owners, owner);
    const body = {
      customer_id: person.user_id,
      vehicle_id: car.vehicle_id,
      appointment_type: 'repair',
      scheduled_date: nth(scene.dates, day),
      scheduled_time: time,
      ...valuesIn(scene, wish),
    };
    return { method: 'POST', path: '/appointments/', body };
  };
}

/** Takes one of the actions that need no body. */
export function move(name: string, action: string): Act {
  return act(name, action, {});
}

/** Moves an appointment to another time. */
export function reschedule(name: string, [day, time]: Time): Act {
  return act(name, 'reschedule', ({ dates }) => ({ new_date: nth(dates, day), new_time: time }));
}

/** Gives an appointment to an employee. */
export function assign(name: string, employee: number): Act {
  return act(name, 'assign', ({ employees }) => ({ employee_id: nth(employees, employee) }));
}

/** Changes an appointment, or only one of this version. */
export function edit(name: string, values: Values, version?: number): Act {
  return (scene) => ({
    method: 'PATCH',
    path: `/appointments/${scene.id(name)}/`,
    body: valuesIn(scene, values),
    ...(version === undefined ? {} : { headers: { 'if-match': `"${version}"` } }),
  });
}

/** Deletes an appointment. */
export function remove(name: string): Act {
  return (scene) => ({ method: 'DELETE', path: `/appointments/${scene.id(name)}/` });
}

/** Adds a slot. */
export function addSlot({ day, from, to, places }: GivenSlot): Act {
  return ({ dates }) => ({
    method: 'POST',
    path: '/time-slots/',
    body: {
      date: nth(dates, day),
      start_time: from,
      end_time: to,
      max_concurrent_appointments: places,
    },
  });
}

/** Changes a slot. */
export function changeSlot(name: string, values: Values): Act {
  return (scene) => ({
    method: 'PATCH',
    path: `/time-slots/${scene.id(name)}/`,
    body: valuesIn(scene, values),
  });
}

/** Deletes a slot. */
export function removeSlot(name: string): Act {
  return (scene) => ({ method: 'DELETE', path: `/time-slots/${scene.id(name)}/` });
}

/** The same request under a key, which is another one in every scene. */
export function underKey(key: string, asked: Act): Act {
  return (scene) => ({
    ...asked(scene),
    headers: { 'idempotency-key': `${key}-${nth(scene.dates, 0)}` },
  });
}

function act(name: string, action: string, values: Values): Act {
  return (scene) => ({
    method: 'POST',
    path: `/appointments/${scene.id(name)}/${action}/`,
    body: valuesIn(scene, values),
  });
}

function valuesIn(scene: Scene, values: Values): object {
  return typeof values === 'function' ? values(scene) : values;
}
