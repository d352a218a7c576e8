using System.Data.Common;
using Microsoft.AspNetCore.Connections;

namespace Freehold.Server.Guards;

/// <summary>The one handler of exceptions: logs a bug or a broken dependency once, and answers as the dialect does, without details.</summary>
internal sealed partial class Faults(ILogger<Faults> log)
{
    /// <summary>PostgreSQL's word for a server that others write to now: the next connection may lead to the right one.</summary>
    private const string ReadOnly = "25006";

    private static readonly string? Server = typeof(Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServer).Assembly.GetName().Name;

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException bad)
        {
            await AnswerAsync(http, () => FaultAnswers.WriteAsync(http, bad.StatusCode));
        }
        catch (Exception fault) when (http.RequestAborted.IsCancellationRequested || IsOfTheConnection(fault))
        {
            // Nobody is left to answer to, and whatever broke, broke on the way out.
            http.Abort();
        }
        catch (DbException away) when (away.IsTransient || away.SqlState == ReadOnly)
        {
            // Many may meet it at once, and what it happened in tells nothing of why.
            LogAway(log, http.TraceIdentifier, away.InnerException is null ? away.Message : $"{away.Message}: {away.GetBaseException().Message}");
            await AnswerAsync(http, () => FaultAnswers.WriteAwayAsync(http));
        }
        catch (Exception fault)
        {
            LogFault(log, fault, http.TraceIdentifier);
            await AnswerAsync(http, () => FaultAnswers.WriteAsync(http, StatusCodes.Status500InternalServerError));
        }
    }

    /// <summary>Whether a body broke off with its connection or stream, which shows a moment before the request counts as aborted; of a stream, only the exception's source tells.</summary>
    private static bool IsOfTheConnection(Exception fault) =>
        fault is ConnectionResetException or ConnectionAbortedException || (fault is IOException && fault.Source == Server);

    private static async Task AnswerAsync(HttpContext http, Func<Task> write)
    {
        if (http.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            http.Abort();
            return;
        }

        http.Response.Clear();
        SecurityHeaders.Set(http);
        await write();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {Id} could not be served by the database: {Problem}")]
    private static partial void LogAway(ILogger log, string id, string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {Id} ended in a fault.")]
    private static partial void LogFault(ILogger log, Exception fault, string id);
}
