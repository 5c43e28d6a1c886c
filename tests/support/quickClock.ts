import type { TestClock } from "./testClock";

/** Accelerated real time, for tests with sockets, which cannot use virtual time. */
export class QuickClock implements TestClock {
  private readonly begun = performance.now();

  /** @param speed the number of its seconds in one real second */
  constructor(private readonly speed: number) {}

  now(): number {
    return (performance.now() - this.begun) * this.speed;
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((wake) => {
      this.after(milliseconds, wake);
    });
  }

  after(milliseconds: number, wake: () => void): () => void {
    const timer = setTimeout(wake, milliseconds / this.speed);
    return () => {
      clearTimeout(timer);
    };
  }

  random(): number {
    return Math.random();
  }

  hold<Result>(work: Promise<Result>): Promise<Result> {
    return work;
  }

  run<Result>(work: Promise<Result>): Promise<Result> {
    return work;
  }
}
