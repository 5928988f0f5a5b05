using FormsHub.Bench;

IBenchmark[] benchmarks =
[
    new XlsxWriterBenchmark(),
];

if (args is [var name, .. var rest] && benchmarks.FirstOrDefault(benchmark => benchmark.Name == name) is { } chosen)
{
    await chosen.RunAsync(rest);
    return 0;
}
Console.Error.WriteLine($"Usage: FormsHub.Bench <{string.Join(" | ", benchmarks.Select(benchmark => benchmark.Name))}> [args]");
return 2;
