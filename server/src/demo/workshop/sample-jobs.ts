/** A kind of work that the sample workshop does. */
export interface SampleJob {
  type: 'maintenance' | 'repair' | 'inspection' | 'diagnostic' | 'emergency';
  description: string;
  minutes: readonly number[];
  cost: { least: number; most: number };
  /** The specialization of the employees who get it first. */
  skill: string;
  customerNotes: readonly string[];
  internalNotes: readonly string[];
}

export const sampleJobs: readonly SampleJob[] = [
  {
    type: 'maintenance',
    description: 'Oil and filter change, 5W-30 synthetic',
    minutes: [30, 45],
    cost: { least: 60, most: 110 },
    skill: 'General service',
    customerNotes: ['', 'I will wait in the lounge.', 'Please reset the service reminder too.'],
    internalNotes: ['Drain plug washer replaced.', 'Air filter is due at the next visit.'],
  },
  {
    type: 'maintenance',
    description: 'Annual service with 60-point check',
    minutes: [90, 120],
    cost: { least: 180, most: 320 },
    skill: 'General service',
    customerNotes: ['', 'Keys are in the drop box.', 'A slight smell of fuel after filling up.'],
    internalNotes: ['Wiper blades replaced.', 'Brake fluid tested: 1.5 % water, fine for a year.'],
  },
  {
    type: 'maintenance',
    description: 'Tyre rotation and balancing',
    minutes: [45],
    cost: { least: 40, most: 70 },
    skill: 'Tyres and wheel alignment',
    customerNotes: ['', 'The steering wheel shakes a little above 80.'],
    internalNotes: ['Rear left at 4 mm, advised new tyres before the monsoon.', 'Pressures set.'],
  },
  {
    type: 'maintenance',
    description: 'Battery test and charging check',
    minutes: [30, 45],
    cost: { least: 25, most: 45 },
    skill: 'Electrical and hybrid',
    customerNotes: ['', 'It cranks slowly in the morning.'],
    internalNotes: ['Battery at 71 % health, test again in half a year.', 'Terminals cleaned.'],
  },
  {
    type: 'maintenance',
    description: 'Air conditioning service and gas top-up',
    minutes: [60, 90],
    cost: { least: 80, most: 140 },
    skill: 'Air conditioning',
    customerNotes: ['', 'It only cools while driving.'],
    internalNotes: ['Topped up 180 g, dye added to find the slow leak.', 'Cabin filter replaced.'],
  },
  {
    type: 'repair',
    description: 'Front brake pads and discs',
    minutes: [90, 120],
    cost: { least: 210, most: 380 },
    skill: 'Brakes and suspension',
    customerNotes: ['', 'Grinding noise when braking downhill.', 'Please keep the old parts.'],
    internalNotes: ['Guide pins greased.', 'Rear pads at 4 mm, check in six months.'],
  },
  {
    type: 'repair',
    description: 'Water pump and coolant hose replacement',
    minutes: [180],
    cost: { least: 280, most: 520 },
    skill: 'General service',
    customerNotes: ['', 'A puddle under the car every morning.'],
    internalNotes: ['Thermostat renewed as well, system bled and pressure-tested.'],
  },
  {
    type: 'repair',
    description: 'Front shock absorbers, both sides',
    minutes: [120, 150],
    cost: { least: 260, most: 420 },
    skill: 'Brakes and suspension',
    customerNotes: ['', 'Knocking over speed bumps.'],
    internalNotes: ['Top mounts renewed as well.', 'Alignment checked afterwards, in range.'],
  },
  {
    type: 'repair',
    description: 'Alternator replacement',
    minutes: [90],
    cost: { least: 240, most: 360 },
    skill: 'Electrical and hybrid',
    customerNotes: ['', 'The battery light comes on at idle.'],
    internalNotes: ['Charging at 14.2 V under load.'],
  },
  {
    type: 'repair',
    description: 'Door mirror and lamp replacement',
    minutes: [45, 60],
    cost: { least: 90, most: 170 },
    skill: 'Electrical and hybrid',
    customerNotes: ['', 'A bus took the mirror off, the insurance has photos.'],
    internalNotes: ['Mirror painted to match.'],
  },
  {
    type: 'inspection',
    description: 'Roadworthiness inspection',
    minutes: [45, 60],
    cost: { least: 35, most: 60 },
    skill: 'General service',
    customerNotes: ['', 'The certificate runs out at the end of the month.'],
    internalNotes: ['Passed without remarks.', 'Passed; advised on the play in the tie rod.'],
  },
  {
    type: 'inspection',
    description: 'Check before buying a used car',
    minutes: [60],
    cost: { least: 50, most: 80 },
    skill: 'Engine diagnostics',
    customerNotes: ['The seller comes along.', 'Please look for accident damage.'],
    internalNotes: ['Paint readings normal, report handed over.', 'Right sill repaired once.'],
  },
  {
    type: 'inspection',
    description: 'Wheel alignment check',
    minutes: [30, 45],
    cost: { least: 30, most: 55 },
    skill: 'Tyres and wheel alignment',
    customerNotes: ['', 'It pulls to the left.'],
    internalNotes: ['Toe corrected at the front.'],
  },
  {
    type: 'diagnostic',
    description: 'Engine warning light: read fault codes and test',
    minutes: [60, 90],
    cost: { least: 55, most: 95 },
    skill: 'Engine diagnostics',
    customerNotes: ['On since Sunday.', 'Comes and goes, mostly when cold.', ''],
    internalNotes: ['P0302: coil two swapped, fault followed it.', 'Lambda sensor slow, quoted.'],
  },
  {
    type: 'diagnostic',
    description: 'Strange noise from the front axle',
    minutes: [60],
    cost: { least: 45, most: 75 },
    skill: 'Brakes and suspension',
    customerNotes: ['Only when turning left.', 'A hum that grows with the speed.'],
    internalNotes: ['Wheel bearing front right, quoted.', 'Loose heat shield, fixed at once.'],
  },
  {
    type: 'diagnostic',
    description: 'Battery drains overnight: find the consumer',
    minutes: [90, 120],
    cost: { least: 70, most: 130 },
    skill: 'Electrical and hybrid',
    customerNotes: ['', 'A dash camera was fitted last month.'],
    internalNotes: ['120 mA at rest; the camera was wired to a permanent feed.'],
  },
  {
    type: 'emergency',
    description: 'Towed in: engine overheated on the road',
    minutes: [120, 180],
    cost: { least: 190, most: 450 },
    skill: 'Engine diagnostics',
    customerNotes: ['Stopped at once when the gauge went red.', ''],
    internalNotes: ['Thermostat stuck, coolant renewed, no damage to the head gasket.'],
  },
  {
    type: 'emergency',
    description: 'Will not start: battery and starter check',
    minutes: [30, 60],
    cost: { least: 60, most: 180 },
    skill: 'Electrical and hybrid',
    customerNotes: ['I need the car for the school run.', ''],
    internalNotes: ['Battery at 20 % health, replaced.', 'Earth strap corroded, renewed.'],
  },
];

export const customerCancelReasons: readonly string[] = [
  'Something came up at work.',
  'I am out of town that day.',
  'I sold the car.',
  'The problem went away.',
];

export const workshopCancelReasons: readonly string[] = [
  'The part is on back order, we will call.',
  'Customer asked by phone to cancel.',
];

export const noShowReasons: readonly string[] = [
  'Nobody came, called twice.',
  'Customer did not arrive and did not answer the phone.',
];

export const rescheduleReasons: readonly string[] = [
  'customer asked for another hour',
  'part arrives later that day',
];

export const waitingForPartNote = 'Waiting for a part; the car stays until it is in.';
