import { sleepWithProgress } from "../../provider/rest";
import { VirtualClock } from "../support/virtualClock";

test.each<[number, number[]]>([
  [0, []],
  [5_000, []],
  [5_001, [5_001]],
  [30_000, [30_000]],
  [70_000, [70_000, 40_000, 10_000]],
  [300_000, [300, 270, 240, 210, 180, 150, 120, 90, 60, 30].map((seconds) => seconds * 1_000)],
])(
  "sleepWithProgress sleeps %i ms and reports the remaining time at the start and every 30 s",
  async (milliseconds, expected) => {
    const clock = new VirtualClock();
    const reported: number[] = [];
    await clock.run(sleepWithProgress(clock, milliseconds, (left) => reported.push(left)));
    expect(clock.now()).toBe(milliseconds);
    expect(reported).toEqual(expected);
  },
);
