import type { Gate, ModelStage } from '@firstread/contract';

/** What there is to show for a version. */
export interface Evidence {
  verification: 'waiting' | 'passed' | 'failed';
  /** Studies with a result in the validations that are done. */
  validatedStudies: number;
  validatedPositive: number;
  /** Runs in shadow that came to an end, and days since the first. */
  shadowRuns: number;
  canaryRuns: number;
  /** Stop rules that are broken at the moment. */
  brokenRules: readonly string[];
  wasLive: boolean;
}

/** How much evidence a site asks for. */
export interface GateSettings {
  validationStudies: number;
  shadowRuns: number;
  canaryRuns: number;
}

type Requirement = (evidence: Evidence, settings: GateSettings) => { text: string; met: boolean };

const verified: Requirement = ({ verification }) => ({
  text: {
    waiting: 'Verification is under way',
    passed: 'Verification passed',
    failed: 'Verification failed',
  }[verification],
  met: verification === 'passed',
});

const validated: Requirement = ({ validatedStudies, validatedPositive }, { validationStudies }) => ({
  text: `Validated on ${validatedStudies} labelled studies of this site (${validatedPositive} positive); ${validationStudies} are asked for, with both positive and negative ones`,
  met: validatedStudies >= validationStudies && validatedPositive > 0 && validatedPositive < validatedStudies,
});

const shadowed: Requirement = ({ shadowRuns }, settings) => ({
  text: `${shadowRuns} runs in shadow; ${settings.shadowRuns} are asked for`,
  met: shadowRuns >= settings.shadowRuns,
});

const tried: Requirement = ({ canaryRuns }, settings) => ({
  text: `${canaryRuns} runs shown as canary; ${settings.canaryRuns} are asked for`,
  met: canaryRuns >= settings.canaryRuns,
});

const withinRules: Requirement = ({ brokenRules }) => ({
  text: brokenRules.length === 0 ? 'No stop rule is broken' : `Stop rules broken: ${brokenRules.join('; ')}`,
  met: brokenRules.length === 0,
});

const REQUIREMENTS: Readonly<Partial<Record<ModelStage, readonly Requirement[]>>> = {
  verified: [verified],
  validated: [verified, validated],
  shadow: [verified, validated],
  canary: [verified, validated, shadowed, withinRules],
  live: [verified, validated, shadowed, tried, withinRules],
};

/**
 * The gate to a stage. Stopping and stepping back need no evidence; a version that was live before and was paused
 * may become so again where no stop rule is broken.
 */
export function gateTo(from: ModelStage, to: ModelStage, evidence: Evidence, settings: GateSettings): Gate {
  const asked =
    from === 'paused' && evidence.wasLive ? [withinRules] : from === 'live' ? [] : (REQUIREMENTS[to] ?? []);
  const shown = asked.map((requirement) => requirement(evidence, settings));
  return { to, open: shown.every((one) => one.met), evidence: shown };
}
