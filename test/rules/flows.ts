// The flows of examples: run against an API that answers as they say.

import { load } from 'js-yaml';
import { flowRunner } from '../../src/adapters/flows/runner.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { judgedFlows } from '../../src/tasks/flow-findings.ts';
import { POLICY as USUAL } from '../judge/policy.ts';
import { provider } from '../scenarios/stage.ts';

interface Step {
  /** The status that it expects. */
  readonly get: number;
  readonly criterion?: string;
  readonly output?: string;
  readonly query?: string;
}

interface Answer {
  readonly status?: number;
  readonly body?: unknown;
  readonly gone?: boolean;
}

const POLICY = { ...USUAL, sdk: true } as const;

/** What is found when the steps of an example are answered as it says. */
export async function flowFindings(example: {
  readonly before: string;
  readonly after: string;
}): Promise<readonly Finding[]> {
  const answers = load(example.after) as Answer[];
  let at = 0;
  const api = await provider((request, response) => {
    const { status = 200, body = { id: 'th_1' }, gone = false } = answers[at++] ?? {};
    if (gone) request.socket.destroy();
    else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  try {
    const run = await flowRunner({ allowedHosts: ['127.0.0.1'] }).run({
      flow: 'things.arazzo.yaml',
      root: flowOf(load(example.before) as Step[]),
      descriptions: new Map([['things', { root: THINGS, files: new Map() }]]),
      placeOf: (pointer) => pointer,
      target: { url: api.url, headers: {} },
      limits: { steps: 10, seconds: 60, patience: 30 },
    });
    const named = { run, operationOf: () => 'GET /things', secret: undefined, redact: (text: string) => text };
    const runs = { api: 'things', environment: 'sandbox' as const, url: api.url, runs: [named], failures: [] };
    return judgedFlows(runs, { policy: POLICY, failOn: 'breaking' }).findings;
  } finally {
    api.close();
  }
}

function flowOf(steps: readonly Step[]): JsonObject {
  return {
    arazzo: '1.0.1',
    info: { title: 'Things', version: '1' },
    sourceDescriptions: [{ name: 'things', type: 'openapi', url: 'things.yaml' }],
    workflows: [
      {
        workflowId: 'things',
        steps: steps.map(({ get, criterion, output, query }, index) => ({
          stepId: `step-${index + 1}`,
          operationId: 'getThing',
          successCriteria: [
            { condition: `$statusCode == ${get}` },
            ...(criterion === undefined ? [] : [{ condition: criterion }]),
          ],
          ...(output !== undefined && { outputs: { value: output } }),
          ...(query !== undefined && { parameters: [{ name: 'q', in: 'query', value: query }] }),
        })),
      },
    ],
  };
}

const schema = { type: 'object', properties: { id: { type: 'string' } } };

const THINGS: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Things', version: '1' },
  paths: {
    '/things': {
      get: {
        operationId: 'getThing',
        parameters: [{ name: 'q', in: 'query', schema: { type: 'string' } }],
        responses: { 200: { description: 'A thing', content: { 'application/json': { schema } } } },
      },
    },
  },
};
