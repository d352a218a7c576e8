// make bench: starts the real processes, interleaves the runs, prints medians and ratios (see Arguments).
using Freehold.Load;
using Freehold.Testing;

const int mostSignedIn = 100_000;
string[] onSqlite = ["memory", "sqlite", "latency", "sign-in", "writes"];
var arguments = Arguments.Read(args);
var ct = CancellationToken.None;
using var folder = new TemporaryFolder();
var report = new Report();

if (onSqlite.Any(arguments.Wants))
{
    await using var deployment = await Deployment.NewAsync("sqlite", folder["sqlite"], ct);
    var seeded = await Seed.FillAsync(deployment, arguments.Accounts, Math.Min(arguments.Accounts, mostSignedIn), ct);
    if (arguments.Wants("memory")) report.Findings.AddRange(await Memory.MeasureAsync(deployment, seeded, ct));
    await using (var freehold = await deployment.StartAsync(ct))
    {
        if (arguments.Wants("sqlite")) report.Rows.AddRange(await Throughput.MeasureAsync(deployment, seeded, freehold, arguments, ct));
        if (arguments.Wants("latency")) report.Latencies.AddRange(await OpenLoop.MeasureAsync(seeded, freehold, arguments, ct));
        if (arguments.Wants("sign-in")) report.Findings.AddRange(await SignInLoad.MeasureAsync(seeded, freehold, arguments));
    }

    if (arguments.Wants("writes")) report.Findings.AddRange(await Writes.MeasureAsync(deployment, seeded, arguments, ct));
}

if (arguments.Wants("postgres"))
{
    await using var deployment = await Deployment.NewAsync("postgres", folder["postgres"], ct);
    var seeded = await Seed.FillAsync(deployment, arguments.Accounts, Math.Min(arguments.Accounts, mostSignedIn), ct);
    await using var freehold = await deployment.StartAsync(ct);
    report.Rows.AddRange(await Throughput.MeasureAsync(deployment, seeded, freehold, arguments, ct));
}

if (arguments.Wants("growth")) report.Findings.AddRange(await Grown.MeasureAsync(folder.Path, arguments, ct));

if (arguments.Wants("outbox")) report.Findings.AddRange(await OutboxRun.MeasureAsync(folder, arguments.Rounds, ct));

Console.WriteLine();
Console.WriteLine(report.Text);
await report.KeepAsync(arguments, ct);
if (arguments.Publish) await report.PublishAsync(arguments, ct);
return 0;
