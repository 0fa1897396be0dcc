// The pace at which a host is called: so many calls a second, and none before the time that the host asks for.

/** Milliseconds since some moment, and waiting for them. */
export interface Timer {
  now(): number;
  /** Rejects when `signal` fires. */
  sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<unknown>;
}

/** When calls to each host may begin. */
export interface HostPace {
  /** Waits until a call may begin; at most `perSecond` begin in a second. Raises the signal's reason. */
  turn(host: string, perSecond: number, signal: AbortSignal | undefined): Promise<void>;
  /** Lets no call begin in the next so many milliseconds. */
  hold(host: string, milliseconds: number): void;
}

/** A pace that keeps what it knows of each host. */
export function hostPace({ now, sleep }: Timer): HostPace {
  const next = new Map<string, number>();
  return {
    async turn(host, perSecond, signal) {
      for (;;) {
        const time = now();
        const free = next.get(host) ?? time;
        if (free <= time) {
          next.set(host, time + 1000 / perSecond);
          return;
        }
        await sleep(free - time, signal);
      }
    },
    hold(host, milliseconds) {
      next.set(host, Math.max(next.get(host) ?? 0, now() + milliseconds));
    },
  };
}
