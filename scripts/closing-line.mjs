// Jest reporter: ends the output with the plain line that CI counts.
export default class ClosingLine {
  onRunComplete(_contexts, result) {
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = result;
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    process.stderr.write(`\n${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped\n`);
  }
}
