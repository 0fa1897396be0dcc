// A booking API on loopback, which saves what is booked, or does otherwise as it is told.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Provider, provider } from '../scenarios/stage.ts';

/** What may be wrong with it. */
export type BookingFault =
  | 'saves-nothing'
  | 'forgets-on-cancel'
  | 'wrong-zone'
  | 'dies'
  | 'hangs'
  | 'html'
  | 'html-as-json'
  | 'no-id'
  | 'refuses-credential'
  | 'wrong-type';

/** A booking API. */
export interface BookingApi extends Provider {
  fault: BookingFault | undefined;
  /** What was asked of it: `POST /v1/appointments`, with the credential that came. */
  readonly asked: { readonly line: string; readonly authorization: string | undefined }[];
}

/** Starts a booking API. */
export async function bookingApi(): Promise<BookingApi> {
  const booked = new Map<string, Record<string, unknown>>();
  const asked: { line: string; authorization: string | undefined }[] = [];
  const started = await provider((request, response) => {
    const { method = '', url = '' } = request;
    asked.push({ line: `${method} ${url}`, authorization: request.headers.authorization });
    answer(request, response, booked, api.fault).catch(() => response.destroy());
  });
  const api: BookingApi = Object.assign(started, { fault: undefined, asked });
  return api;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  booked: Map<string, Record<string, unknown>>,
  fault: BookingFault | undefined,
): Promise<void> {
  const json = (status: number, body: unknown, type = 'application/json') =>
    response.writeHead(status, { 'content-type': type }).end(typeof body === 'string' ? body : JSON.stringify(body));
  const id = /^\/v1\/appointments\/([^/?]+)$/.exec(request.url ?? '')?.[1];
  if (fault === 'refuses-credential') return void json(401, { title: 'Unauthorized' });
  if (request.method === 'POST') {
    const wanted = JSON.parse(await textOf(request)) as Record<string, unknown>;
    const appointment = { id: `apt_${booked.size + 1}`, status: 'confirmed', ...wanted };
    if (fault !== 'saves-nothing') booked.set(appointment.id, appointment);
    if (fault === 'no-id') return void json(201, { status: 'confirmed', starts_at: wanted.starts_at });
    return void json(201, appointment);
  }
  if (fault === 'dies') return void request.socket.destroy();
  if (fault === 'hangs') return;
  if (fault === 'html') return void json(200, '<html>Sign in</html>', 'text/html');
  if (fault === 'html-as-json') return void json(200, '<html>Sign in</html>');
  const found = id === undefined ? undefined : booked.get(id);
  if (id === undefined || found === undefined) return void json(404, { title: 'Not Found' });
  if (request.method === 'DELETE') {
    if (fault === 'forgets-on-cancel') booked.delete(id);
    else booked.set(id, { ...found, status: 'cancelled' });
    return void response.writeHead(204).end();
  }
  if (fault === 'wrong-zone') return void json(200, { ...found, starts_at: '2026-12-01T14:00:00Z' });
  if (fault === 'wrong-type') return void json(200, { ...found, status: 7 });
  json(200, found);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const APPOINTMENT = {
  type: 'object',
  required: ['id', 'status', 'starts_at'],
  properties: {
    id: { type: 'string' },
    status: { type: 'string', enum: ['confirmed', 'cancelled'] },
    starts_at: { type: 'string', format: 'date-time' },
    phone: { type: 'string' },
  },
};

const answers = { description: 'The appointment', content: { 'application/json': { schema: APPOINTMENT } } };
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
const { id: _, ...wanted } = APPOINTMENT.properties;

/** The OpenAPI document of the booking API. Its server is not the one that is called. */
export const BOOKING_SPEC = {
  openapi: '3.1.0',
  info: { title: 'Booking', version: '1.0' },
  servers: [{ url: 'https://booking.invalid/v1' }],
  paths: {
    '/appointments': {
      post: {
        operationId: 'book',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { type: 'object', properties: wanted } } },
        },
        responses: { 201: answers },
      },
    },
    '/appointments/{id}': {
      get: { operationId: 'read', parameters: [id], responses: { 200: answers } },
      delete: { operationId: 'cancel', parameters: [id], responses: { 204: { description: 'Cancelled' } } },
    },
  },
};

/** Book, read back, cancel, and read back: an Arazzo document, as people write it. */
export const BOOKING_FLOW = `arazzo: 1.0.1
info: { title: Booking, version: '1' }
sourceDescriptions:
  - { name: booking, type: openapi, url: booking.json }
workflows:
  - workflowId: book-and-cancel
    steps:
      - stepId: book
        operationId: book
        requestBody:
          contentType: application/json
          payload: { starts_at: '2026-12-01T14:00:00+01:00', phone: '+14155550132' }
        successCriteria:
          - condition: $statusCode == 201
        outputs: { id: $response.body#/id }
      - stepId: read-back
        operationId: read
        parameters: [{ name: id, in: path, value: $steps.book.outputs.id }]
        successCriteria:
          - condition: $statusCode == 200
          - condition: $response.body#/starts_at == '2026-12-01T14:00:00+01:00'
      - stepId: cancel
        operationId: cancel
        parameters: [{ name: id, in: path, value: $steps.book.outputs.id }]
        successCriteria:
          - condition: $statusCode == 204
      - stepId: read-cancelled
        operationId: read
        parameters: [{ name: id, in: path, value: $steps.book.outputs.id }]
        successCriteria:
          - condition: $statusCode == 200
          - condition: $response.body#/status == 'cancelled'
`;
