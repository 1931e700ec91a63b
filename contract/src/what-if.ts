import { z } from 'zod';
import {
  answerSchema,
  closedFormAnswerSchema,
  refusalSchema,
  simulationAnswerSchema,
  whatIfScenarioSchema,
} from './analytics-what-if.js';

export const whatIfFormulaSchema = z
  .object({ closedForm: answerSchema(closedFormAnswerSchema) })
  .meta({ id: 'WhatIfFormula', description: 'Mean waits of a scenario by formula' });
export type WhatIfFormula = z.infer<typeof whatIfFormulaSchema>;

export const startSimulationSchema = z
  .object({
    whatIf: whatIfScenarioSchema,
    today: whatIfScenarioSchema.nullable().describe('What it is held against; null for nothing'),
  })
  .meta({ id: 'StartSimulation' });
export type StartSimulation = z.infer<typeof startSimulationSchema>;

/** A simulation while it lives: in the memory of the process that runs it. */
export const whatIfSimulationSchema = z
  .object({
    id: z.uuid(),
    state: z.enum(['running', 'done', 'failed']),
    done: z.number().int().describe('Replications that are read'),
    of: z.number().int(),
    whatIf: answerSchema(simulationAnswerSchema).nullable().describe('Null until it is done'),
    today: answerSchema(simulationAnswerSchema).nullable(),
    problem: z.string().nullable().describe('Why it failed'),
  })
  .meta({ id: 'WhatIfSimulation', description: 'A simulation, its progress and its answer' });
export type WhatIfSimulation = z.infer<typeof whatIfSimulationSchema>;

/** Where a value of the proposed scenario comes from. */
export const scenarioSourceSchema = z.object({
  value: z.enum([
    'arrivals',
    'orderClasses',
    'readTime',
    'readers',
    'order',
    'prevalence',
    'operatingPoint',
    'latency',
  ]),
  of: z.string().nullable().describe('Class of studies or model; null for the department'),
  measured: z.number().int().nullable().describe('From so many; null for an assumption'),
  note: z.string(),
});
export type ScenarioSource = z.infer<typeof scenarioSourceSchema>;

export const whatIfTodaySchema = z
  .object({
    scenario: whatIfScenarioSchema,
    days: z.number().int().describe('That were looked at'),
    sources: z.array(scenarioSourceSchema),
    refusal: refusalSchema.nullable().describe('Why nothing of it was measured: it is an example'),
  })
  .meta({ id: 'WhatIfToday', description: 'The department as it was of late, as a scenario' });
export type WhatIfToday = z.infer<typeof whatIfTodaySchema>;
