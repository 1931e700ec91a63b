import type { Action, Role } from '@firstread/contract';

interface Rule {
  roles: readonly Role[];
  /**
   * `access`: reads a patient's data, audited as it is let through. `change`: audited by the room that
   * makes the change, in the same transaction. `no`: says nothing of a patient. Refusals always are.
   */
  audited: 'access' | 'change' | 'no';
}

const people: readonly Role[] = ['radiologist', 'departmentHead', 'aiVendor', 'administrator'];
const clinical: readonly Role[] = ['radiologist', 'departmentHead', 'administrator'];

/**
 * Who may do what, for HTTP, DICOMweb, sockets and DIMSE alike. An action that a role is not named
 * for is denied.
 */
export const policy: Readonly<Record<Action, Rule>> = {
  'session.own': { roles: [...people, 'device'], audited: 'no' },
  'worklist.read': { roles: clinical, audited: 'access' },
  'worklist.prioritise': { roles: clinical, audited: 'change' },
  'worklist.markRead': { roles: ['radiologist'], audited: 'change' },
  'worklist.claim': { roles: ['radiologist'], audited: 'change' },
  'discrepancy.read': { roles: ['radiologist', 'departmentHead'], audited: 'access' },
  'discrepancy.close': { roles: ['radiologist'], audited: 'change' },
  'discrepancy.grade': { roles: ['radiologist'], audited: 'change' },
  'emergency.interpret': { roles: [...clinical, 'device'], audited: 'change' },
  // Targets and names of staff, no patient.
  'rules.read': { roles: clinical, audited: 'no' },
  'rules.write': { roles: ['departmentHead', 'administrator'], audited: 'change' },
  // Names and counts, no patient; the page asks again all the time.
  'view.read': { roles: clinical, audited: 'no' },
  'view.write': { roles: clinical, audited: 'change' },
  'view.share': { roles: ['departmentHead', 'administrator'], audited: 'change' },
  'reader.read': { roles: clinical, audited: 'no' },
  'reader.manage': { roles: ['departmentHead', 'administrator'], audited: 'change' },
  'study.read': { roles: clinical, audited: 'access' },
  'study.query': { roles: [...clinical, 'device'], audited: 'access' },
  'study.retrieve': { roles: [...clinical, 'device'], audited: 'access' },
  'study.store': { roles: ['administrator', 'device'], audited: 'change' },
  'study.commit': { roles: ['device'], audited: 'change' },
  'peer.read': { roles: ['administrator'], audited: 'no' },
  'peer.write': { roles: ['administrator'], audited: 'change' },
  // Peers and UIDs of studies, no patient; the page asks again all the time.
  'routing.read': { roles: ['administrator'], audited: 'no' },
  'routing.write': { roles: ['administrator'], audited: 'change' },
  'study.send': { roles: clinical, audited: 'change' },
  'study.fetch': { roles: clinical, audited: 'access' },
  'order.read': { roles: [...clinical, 'device'], audited: 'access' },
  'order.write': { roles: ['departmentHead', 'administrator', 'device'], audited: 'change' },
  'order.perform': { roles: ['device'], audited: 'change' },
  'study.delete': { roles: ['administrator'], audited: 'change' },
  'study.intoReading': { roles: clinical, audited: 'change' },
  'rejection.read': { roles: ['administrator'], audited: 'access' },
  'change.read': { roles: ['administrator', 'device'], audited: 'access' },
  'model.read': { roles: people, audited: 'no' },
  'model.submit': { roles: ['aiVendor', 'administrator'], audited: 'change' },
  'model.govern': { roles: ['departmentHead', 'administrator'], audited: 'change' },
  // Counts and rates, no patient.
  'model.monitor': { roles: ['aiVendor', 'departmentHead', 'administrator'], audited: 'no' },
  // Each one is a line of its own.
  'model.evidence': { roles: ['departmentHead', 'administrator'], audited: 'change' },
  'cohort.write': { roles: ['departmentHead', 'administrator'], audited: 'change' },
  'assessment.write': { roles: ['radiologist'], audited: 'change' },
  'report.read': { roles: clinical, audited: 'access' },
  'report.write': { roles: ['radiologist'], audited: 'change' },
  'report.sign': { roles: ['radiologist'], audited: 'change' },
  // Templates, macros and grades of readers, no patient.
  'report.kit': { roles: clinical, audited: 'no' },
  'report.macro': { roles: clinical, audited: 'change' },
  'report.manage': { roles: ['departmentHead', 'administrator'], audited: 'change' },
  'learning.read': { roles: ['radiologist', 'departmentHead'], audited: 'access' },
  'learning.give': { roles: ['radiologist'], audited: 'change' },
  // Counts without names, no patient.
  'learning.totals': { roles: ['departmentHead'], audited: 'no' },
  'learning.configure': { roles: ['departmentHead'], audited: 'change' },
  // Rates and shares of the department, no patient and no reader.
  'whatIf.ask': { roles: ['departmentHead', 'administrator'], audited: 'no' },
  'quarantine.read': { roles: ['administrator'], audited: 'access' },
  'audit.read': { roles: ['administrator'], audited: 'access' },
  'system.read': { roles: people, audited: 'no' },
  // Counts, study UIDs and names of staff, no patient; the page asks again all the time.
  'board.read': { roles: clinical, audited: 'no' },
  'alert.read': { roles: ['radiologist', 'departmentHead'], audited: 'access' },
  'alert.acknowledge': { roles: ['radiologist', 'departmentHead'], audited: 'change' },
  // Levels, minutes and addresses of staff, no patient.
  'alert.configure': { roles: ['departmentHead', 'administrator'], audited: 'change' },
  // Addresses of staff and ids that say nothing without signing in.
  'message.read': { roles: ['departmentHead', 'administrator'], audited: 'no' },
  // Names and numbers of staff, no patient.
  'contact.read': { roles: clinical, audited: 'no' },
  'contact.write': { roles: ['departmentHead', 'administrator'], audited: 'change' },
  'critical.read': { roles: ['radiologist', 'departmentHead'], audited: 'access' },
  'critical.write': { roles: ['radiologist', 'departmentHead'], audited: 'change' },
  // Findings, minutes and addresses of staff, no patient.
  'critical.configure': { roles: ['departmentHead', 'administrator'], audited: 'change' },
  // Each one is a line of its own, with the days it covers.
  'critical.report': { roles: ['departmentHead', 'administrator'], audited: 'change' },
  // UIDs and times of studies, no patient.
  'turnaround.read': { roles: ['departmentHead', 'administrator'], audited: 'no' },
  // Each one is a line of its own, with what it holds.
  'turnaround.export': { roles: ['departmentHead', 'administrator'], audited: 'change' },
  'dashboard.write': { roles: ['departmentHead', 'administrator'], audited: 'change' },
  // Own figures and how those of all are spread, UIDs of studies, no patient.
  'fairness.read': { roles: ['radiologist', 'departmentHead'], audited: 'no' },
  // Figures of every reader, by name; each look is a line of its own, with the days it covers.
  'fairness.names': { roles: ['departmentHead'], audited: 'change' },
  // What readers did: each look is a line of its own, with the moment and whom it was about.
  'listHistory.read': { roles: ['radiologist', 'departmentHead'], audited: 'change' },
};

export function mayDo(role: Role, action: Action): boolean {
  return policy[action].roles.includes(role);
}

export function actionsOf(role: Role): Action[] {
  return (Object.keys(policy) as Action[]).filter((action) => mayDo(role, action));
}
