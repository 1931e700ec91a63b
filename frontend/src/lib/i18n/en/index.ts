import { alerts } from './alerts';
import { frame } from './frame';
import { keys } from './keys';
import { session } from './session';
import { assignment } from './assignment';
import { claim } from './claim';
import { hold } from './hold';
import { clinical } from './clinical';
import { worklist } from './worklist';
import { views } from './views';
import { study } from './study';
import { admin } from './admin';
import { models } from './models';
import { peers } from './peers';
import { routing } from './routing';
import { discrepancies } from './discrepancies';
import { learning } from './learning';
import { rules } from './rules';
import { quarantine } from './quarantine';
import { readers } from './readers';
import { report } from './report';
import { critical } from './critical';
import { board } from './board';
import { turnaround } from './turnaround';
import { fairness } from './fairness';
import { whatIf } from './what-if';
import { impact } from './ai-impact';
import { criticalSettings } from './critical-settings';

export const en = {
  ...frame,
  ...keys,
  ...session,
  ...clinical,
  ...claim,
  ...assignment,
  ...hold,
  ...worklist,
  ...views,
  ...study,
  ...admin,
  ...models,
  ...peers,
  ...routing,
  ...discrepancies,
  ...learning,
  ...rules,
  ...quarantine,
  ...alerts,
  ...readers,
  ...report,
  ...critical,
  ...criticalSettings,
  ...board,
  ...turnaround,
  ...fairness,
  ...whatIf,
  ...impact,
} as const;
