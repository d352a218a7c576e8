using System.Globalization;

namespace Freehold.Messaging;

/// <summary>
/// What Development keeps in memory instead of sending. The receipt of a deletion takes every earlier message of its
/// account with it, and is itself forgotten after ten minutes. Ids rise with time: whoever registered the address again since
/// keeps what was mailed to the new account.
/// </summary>
public sealed class CapturedMessages(TimeProvider clock)
{
    private const int Most = 10_000;
    private static readonly TimeSpan ReceiptLifetime = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly List<CapturedMessage> oldestFirst = [];
    private DateTimeOffset? oldestReceipt;

    /// <summary>The messages to a recipient, newest first; the newest 100 of all for null.</summary>
    /// <param name="to">An e-mail address in any case, or a phone with or without its country code.</param>
    public IReadOnlyList<CapturedMessage> NewestFirst(string? to)
    {
        lock (gate)
        {
            ForgetOldReceipts();
            var newest = oldestFirst.AsEnumerable().Reverse();
            return [.. to is null ? newest.Take(100) : newest.Where(captured => Recipient.IsSame(captured.Message.To, to))];
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (gate)
        {
            oldestFirst.Clear();
            oldestReceipt = null;
        }
    }

    internal void Add(RenderedMessage message)
    {
        lock (gate)
        {
            ForgetOldReceipts();
            if (message.Template == MessageTemplate.DeletionReceipt && long.TryParse(message.Values.GetValueOrDefault("account"), CultureInfo.InvariantCulture, out var erased))
                oldestFirst.RemoveAll(earlier => earlier.Message.Customer.Value == erased || (earlier.Message.To == message.To && Randomness.SecondOf(earlier.Message.Customer) < Randomness.SecondOf(new CustomerId(erased))));
            if (oldestFirst.Count == Most) oldestFirst.RemoveAt(0);
            if (message.Template == MessageTemplate.DeletionReceipt) oldestReceipt ??= clock.GetUtcNow();
            oldestFirst.Add(new CapturedMessage(message, clock.GetUtcNow()));
        }
    }

    private void ForgetOldReceipts()
    {
        if (oldestReceipt is not { } oldest || clock.GetUtcNow() - oldest < ReceiptLifetime) return;
        oldestFirst.RemoveAll(captured => IsReceipt(captured) && clock.GetUtcNow() - captured.At >= ReceiptLifetime);
        oldestReceipt = oldestFirst.Find(IsReceipt)?.At;
    }

    private static bool IsReceipt(CapturedMessage captured) => captured.Message.Template == MessageTemplate.DeletionReceipt;
}
