using System.Diagnostics;

namespace Freehold.Load;

/// <summary>What a run of the generator showed.</summary>
/// <param name="Achieved">Successful answers per second.</param>
/// <param name="Latency">Of the successful answers.</param>
/// <param name="Refused">Answers that were no success.</param>
/// <param name="Unanswered">Requests whose answer had not come when patience ended; they are counted into the latency with the time they had waited.</param>
internal sealed record Outcome(double Achieved, Histogram Latency, long Refused, long Unanswered);

/// <summary>
/// One thread over non-blocking sockets. Open loop: requests leave by a constant schedule however slow the answers are, and
/// latency counts from when a request was due, not from when it could be sent, so a stalled server cannot hide its stall.
/// Closed loop: each connection sends when its answer has come.
/// </summary>
internal sealed class Generator(Uri url, int connections)
{
    private static readonly long Patience = (long)TimeSpan.FromSeconds(3).TotalMicroseconds;

    /// <summary>Runs on a thread of its own.</summary>
    /// <param name="perSecond">The schedule of an open loop; null is a closed loop.</param>
    /// <param name="duration">How long requests are sent; a closed loop of requests that are sent once may end earlier.</param>
    public Task<Outcome> RunAsync(Requests requests, double? perSecond, TimeSpan duration) =>
        Task.Factory.StartNew(() => Run(requests, perSecond, duration), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Uses each session twice: a signature is verified at the first meeting only, and an account is kept from the second on; peaks and latencies are about customers who are there.</summary>
    public async Task MeetAsync(string path, IReadOnlyList<string> headers)
    {
        for (var meeting = 0; meeting < 2; meeting++) await EachOnceAsync(path, headers);
    }

    /// <summary>One read by each session, in their order.</summary>
    public async Task<Outcome> EachOnceAsync(string path, IReadOnlyList<string> headers)
    {
        var outcome = await RunAsync(Requests.Get(path, headers, inOrder: true), null, TimeSpan.FromMinutes(5));
        return outcome.Refused + outcome.Unanswered == 0 ? outcome : throw new InvalidOperationException($"{outcome.Refused} reads were refused, {outcome.Unanswered} not answered");
    }

    private Outcome Run(Requests requests, double? perSecond, TimeSpan duration)
    {
        var open = Enumerable.Range(0, connections).Select(_ => new Connection(url)).ToArray();
        try
        {
            return new Loop(open, requests, perSecond, (long)duration.TotalMicroseconds).Run();
        }
        finally
        {
            foreach (var connection in open) connection.Dispose();
        }
    }

    private sealed class Loop(Connection[] connections, Requests requests, double? perSecond, long duration)
    {
        private readonly long start = Stopwatch.GetTimestamp();
        private readonly Histogram latency = new();
        private long sent;
        private long answered;
        private long refused;
        private long lastInTime;
        private long inTime;
        private int turn;

        public Outcome Run()
        {
            using var readiness = new Readiness();
            for (var number = 0; number < connections.Length; number++) readiness.Watch(connections[number].Handle, number);
            while (true)
            {
                var now = Now();
                var isSending = now < duration && !requests.AreUsedUp;
                if (isSending) Send(now);
                else if (answered == sent || now > duration + Patience) break;

                // Until the next request is due, or something comes in.
                var wait = !isSending || perSecond is null ? 100_000 : Math.Max(0, Due(sent) - Now());
                foreach (var number in readiness.Wait(wait))
                {
                    if (connections[number].HasOutput) connections[number].Flush();
                    connections[number].Receive(Answered);
                }
            }

            var end = Now();
            foreach (var waiting in connections.SelectMany(connection => connection.Waiting)) latency.Record(end - waiting);
            var lasted = requests.AreUsedUp ? lastInTime : duration;
            return new Outcome(inTime / (lasted / 1e6), latency, refused, sent - answered);
        }

        private void Send(long now)
        {
            if (perSecond is null)
            {
                foreach (var connection in connections)
                    if (connection.IsIdle && !requests.AreUsedUp) Send(connection, Now());
            }
            else
            {
                while (Due(sent) <= now && Due(sent) < duration && !requests.AreUsedUp) Send(Next(), Due(sent));
            }
        }

        private void Send(Connection connection, long dueAt)
        {
            connection.Send(requests, dueAt);
            sent++;
        }

        /// <summary>An idle connection; where none is left, the next one gets a request behind those that it waits for.</summary>
        private Connection Next()
        {
            for (var i = 0; i < connections.Length; i++)
            {
                turn = (turn + 1) % connections.Length;
                if (connections[turn].IsIdle) return connections[turn];
            }

            turn = (turn + 1) % connections.Length;
            return connections[turn];
        }

        private void Answered(int status, long dueAt)
        {
            answered++;
            var now = Now();
            if (status is >= 200 and < 300)
            {
                latency.Record(now - dueAt);
                lastInTime = now;
                if (now <= duration) inTime++;
            }
            else
            {
                refused++;
            }
        }

        private long Due(long number) => (long)(number * 1e6 / perSecond!.Value);

        private long Now() => (Stopwatch.GetTimestamp() - start) * 1_000_000 / Stopwatch.Frequency;
    }
}
