using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("FormsHub.Tests.Support.TestRun", "FormsHub.Tests")]

namespace FormsHub.Tests.Support;

/// <summary>The run of all tests of this assembly, with an end: xunit 2 has fixtures for classes only, and the process is killed soon after its last test.</summary>
public sealed class TestRun(IMessageSink messageSink) : XunitTestFramework(messageSink)
{
    private static readonly Stack<Func<Task>> EndActs = new();

    /// <summary>Has something done after the last test; the last one named is done first.</summary>
    public static void AtEnd(Func<Task> act) => EndActs.Push(act);

    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) =>
        new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Executor(AssemblyName assemblyName, ISourceInformationProvider source, IMessageSink sink)
        : XunitTestFrameworkExecutor(assemblyName, source, sink)
    {
        protected override async void RunTestCases(
            IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions)
        {
            using var runner = new Runner(TestAssembly, testCases, DiagnosticMessageSink, executionMessageSink, executionOptions);
            await runner.RunAsync();
        }
    }

    private sealed class Runner(
        ITestAssembly assembly, IEnumerable<IXunitTestCase> testCases, IMessageSink diagnostics, IMessageSink execution, ITestFrameworkExecutionOptions options)
        : XunitTestAssemblyRunner(assembly, testCases, diagnostics, execution, options)
    {
        protected override async Task BeforeTestAssemblyFinishedAsync()
        {
            while (EndActs.TryPop(out var act))
            {
                await Aggregator.RunAsync(act);
            }

            await base.BeforeTestAssemblyFinishedAsync();
        }
    }
}
