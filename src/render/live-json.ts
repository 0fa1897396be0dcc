// What came of calling a sandbox, as JSON, and back.

import type { FailureCode } from '../model/failure.ts';
import type { LiveInteraction, LiveLook, LiveResult } from '../model/live-verification.ts';
import type { PrintedLive } from './live-schema.ts';

type PrintedInteraction = PrintedLive['contracts'][number]['interactions'][number];

/** The look, to be printed. */
export function printLive({ sandbox, counts, contracts }: LiveLook): PrintedLive {
  const { passed, failed, notRun, leftOut } = counts;
  return {
    sandbox,
    counts: { passed, failed, notRun, leftOut },
    contracts: contracts.map(({ contract, consumer, remarks, interactions }) => ({
      contract,
      consumer,
      remarks: [...remarks],
      interactions: interactions.map(({ name, pointer, operation, status, states, pending, result }) => ({
        name,
        pointer,
        operation: operation ?? null,
        status: status ?? null,
        states: [...states],
        pending,
        result: result.status,
        ...('code' in result && { code: result.code }),
        ...('message' in result && { why: result.message }),
      })),
    })),
  };
}

/** The look that was printed. The JSON does not hold the mismatches of single interactions. */
export function readLive({ sandbox, counts, contracts }: PrintedLive): LiveLook {
  return {
    sandbox,
    counts,
    contracts: contracts.map(({ interactions, ...rest }) => ({
      ...rest,
      interactions: interactions.map(readInteraction),
    })),
  };
}

function readInteraction({ operation, status, result, code, why, ...rest }: PrintedInteraction): LiveInteraction {
  return {
    ...rest,
    operation: operation ?? undefined,
    status: status ?? undefined,
    result: readResult(result, code as FailureCode, why ?? ''),
  };
}

function readResult(status: LiveResult['status'], code: FailureCode, message: string): LiveResult {
  switch (status) {
    case 'passed':
      return { status };
    case 'failed':
      return { status, mismatches: [] };
    case 'not run':
      return { status, code, message };
    case 'left out':
      return { status, message };
  }
}
