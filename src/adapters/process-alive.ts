// Whether a process is still there.

import { errorCode } from './sources/error-code.ts';

/** Whether a process of this machine has the number `pid`, whoever's it is (POSIX kill(2), signal 0). */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
