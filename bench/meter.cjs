// Preloaded into each measured process: when that ends, it writes down what the process took.

const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { isMainThread } = require('node:worker_threads');

if (isMainThread) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const took = { cpu: (userCPUTime + systemCPUTime) / 1e6, peak: highWaterMark() ?? maxRSS * 1024 };
    writeFileSync(join(process.env.BENCH_METER, `${process.pid}.json`), JSON.stringify(took));
  });
}

/** The peak of this program alone: `maxRSS` of Linux counts what the parent held when it forked. */
function highWaterMark() {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024;
  } catch {
    return undefined;
  }
}
