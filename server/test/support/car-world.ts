import { afterAll, beforeAll, expect } from 'vitest';
import { eventually } from './eventually.ts';
import { given, of } from './given.ts';
import { type CarOwner, carOwners, crowd, nth } from './people.ts';
import { json, type StubAnswer, type StubServer, startStub } from './stub-server.ts';
import { openWorld, type World } from './world.ts';

export interface Attempt {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly milliseconds: number;
  /** Rows that it made. */
  readonly booked: number;
  /** Requests that reached the vehicle service. */
  readonly asked: number;
}

/** A world whose vehicle service does what the story needs; the other peers are well. */
export interface CarWorld {
  readonly world: World;
  readonly cars: StubServer;
  /** An appointment of the first owner. */
  readonly seen: string;
  owner(index: number): CarOwner;
  /** What the vehicle service says of a car, with these keys instead. */
  carWith(changes: Readonly<Record<string, unknown>>): StubAnswer;
  /** What it says when it is well. */
  readonly honest: StubAnswer;
  /** Books an hour that nothing else takes. */
  book(index: number): Promise<Attempt>;
  /** Makes it well, and waits until the service under test believes it. */
  well(): Promise<void>;
}

export function useCarWorld(): CarWorld {
  let cars: StubServer;
  let world: World;
  let close: () => Promise<void>;
  let seen = '';
  let hour = 0;

  beforeAll(async () => {
    cars = await startStub(stage.honest);
    ({ world, close } = await openWorld({
      people: crowd(60),
      services: { vehicles: cars.url },
      displayMs: 1_000,
    }));
    seen = (await given(world).appointment(of(stage.owner(0)))).id;
  });
  afterAll(async () => {
    await close();
    await cars.stop();
  });

  async function rows(): Promise<number> {
    return (await world.db.selectFrom('appointments').select('id').execute()).length;
  }

  const stage: CarWorld = {
    get world() {
      return world;
    },
    get cars() {
      return cars;
    },
    get seen() {
      return seen;
    },
    owner: (index) => nth(carOwners(world.people), index),
    carWith: (changes) => (request, response) => {
      const car = world.people.vehicles.find(({ vehicle_id }) => request.path.includes(vehicle_id));
      json(200, { ...car, ...changes })(request, response);
    },
    honest: (request, response) => stage.carWith({})(request, response),
    async book(index) {
      hour += 1;
      const day = new Date(Date.UTC(2027, 0, 4 + Math.floor(hour / 8))).toISOString();
      const before = await rows();
      const asked = cars.requests.length;
      const begun = performance.now();
      const { status, headers, body } = await world.admin.book(stage.owner(index), {
        scheduled_date: day.slice(0, 10),
        scheduled_time: `${9 + (hour % 8)}:00`,
      });
      return {
        status,
        headers,
        body,
        milliseconds: performance.now() - begun,
        booked: (await rows()) - before,
        asked: cars.requests.length - asked,
      };
    },
    async well() {
      cars.answer = stage.honest;
      await eventually(async () => {
        const answer = await world.admin.get<{ vehicle_details: string }>(`/appointments/${seen}/`);
        expect(answer.body.vehicle_details).toContain(stage.owner(0).car.plate_number);
      });
    },
  };
  return stage;
}

/** Answers so much later. */
export function after(milliseconds: number, answer: StubAnswer): StubAnswer {
  return (request, response) => {
    setTimeout(() => answer(request, response), milliseconds);
  };
}
