/** Replaces Cornerstone's self-spawning compute worker; nothing we use needs it. */
module.exports = function stubComputeWorker() {
  return "export function registerComputeWorker() { throw new Error('the compute worker is not part of this build'); }";
};
