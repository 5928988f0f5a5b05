using FormsHub.Bench;

IBenchmark[] benchmarks =
[
    new SubmitsBenchmark(),
    new PresenceBenchmark(),
    new NormalizeBenchmark(),
    new ExportBenchmark(),
    new ListsBenchmark(),
    new CrashBenchmark(),
    new XlsxWriterBenchmark(),
    new SessionsBenchmark(),
    new PdfBenchmark(),
];

if (args is [var name, .. var rest] && benchmarks.FirstOrDefault(benchmark => benchmark.Name == name) is { } chosen)
{
    var report = new MarkdownReport();
    string[] arguments = [.. rest.Where(argument => argument != "--save")];
    var isRight = await chosen.RunAsync(arguments, report);
    if (isRight && arguments.Length < rest.Length)
    {
        await report.SaveAsync(name, arguments);
    }

    return isRight ? 0 : 1;
}

Console.Error.WriteLine($"""
    Usage: ./formshub bench <name> [arguments] [--save]
    Names: {string.Join(", ", benchmarks.Select(benchmark => benchmark.Name))}
    bench/README.md says what each measures and takes; --save keeps the figures in bench/results/.
    """);
return 2;
