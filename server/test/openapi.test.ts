import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { type Operation, operations, schemaValidator } from './support/openapi.ts';

const document = JSON.parse(
  readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;

test('the document is valid OpenAPI 3.1', async () => {
  const result = await new Validator().validate(document);
  expect(result).toMatchObject({ valid: true });
  expect(document).toMatchObject({ openapi: expect.stringMatching(/^3\.1\./) });
});

test.each(operations(document))('$operationId has a summary, a tag and examples', (operation) => {
  const { summary, tags } = operation.definition;
  expect(summary).toEqual(expect.any(String));
  expect(tags).toHaveLength(1);
  expect(operation.operationId).toMatch(/^[a-z]/);
  for (const { status, content } of answersOf(operation))
    if (content !== undefined) expect(hasExample(content), `an example of ${status}`).toBe(true);
});

test.each(operations(document))('the examples of $operationId fit its schemas', (operation) => {
  const validate = schemaValidator();
  const request = operation.definition.requestBody?.content['application/json'];
  if (request !== undefined) expect(validate(request.schema, request.example)).toEqual([]);
  for (const { content } of answersOf(operation))
    if (content?.example !== undefined)
      expect(validate(content.schema, content.example)).toEqual([]);
});

test('no two operations share an id', () => {
  const ids = operations(document).map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
});

function answersOf({ definition }: Operation) {
  return Object.entries(definition.responses).map(([status, { content }]) => ({
    status,
    content: content?.['application/json'],
  }));
}

function hasExample(content: { example?: unknown; examples?: object }): boolean {
  return content.example !== undefined || Object.keys(content.examples ?? {}).length > 0;
}

test('what asks for nothing can be sent without a body', () => {
  const optional = operations(document).filter(
    ({ definition }) => definition.requestBody?.required === false,
  );
  expect(optional.map(({ operationId }) => operationId).sort()).toEqual([
    'cancelAppointment',
    'completeAppointment',
    'confirmAppointment',
    'editAppointment',
    'editTimeSlot',
    'no_showAppointment',
    'startAppointment',
  ]);
});
