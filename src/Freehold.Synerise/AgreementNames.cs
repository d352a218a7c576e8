using System.Text.Json;

namespace Freehold.Synerise;

/// <summary>The agreements as the wire names them; newer clients write <c>webPush</c>, older ones <c>webpush</c>.</summary>
internal static class AgreementNames
{
    /// <summary>In the order of the answer.</summary>
    public static readonly (string Name, Agreements Agreement)[] Written =
    [
        ("email", Agreements.Email), ("sms", Agreements.Sms), ("push", Agreements.Push), ("webPush", Agreements.WebPush),
        ("bluetooth", Agreements.Bluetooth), ("rfid", Agreements.Rfid), ("wifi", Agreements.Wifi),
    ];

    private const Agreements All = Agreements.Email | Agreements.Sms | Agreements.Push | Agreements.WebPush | Agreements.Bluetooth | Agreements.Rfid | Agreements.Wifi;

    /// <summary>Every agreement named with no, as null resets the whole object.</summary>
    public static AgreementChange NoneGiven { get; } = new(Agreements.None, All);

    /// <summary>Reads the object <c>agreements</c>; names that are none are ignored.</summary>
    /// <param name="nullRefuses">Whether null is a no (an update) or as good as absent (registration, sign-in).</param>
    public static AgreementChange Read(JsonElement agreements, bool nullRefuses, List<Failure> failures)
    {
        Agreements given = Agreements.None, refused = Agreements.None;
        foreach (var member in agreements.EnumerateObject())
        {
            if (Find(member.Name) is not { } agreement) continue;
            bool? granted = Truth(member.Value);
            if (member.Value.ValueKind == JsonValueKind.Null)
            {
                if (!nullRefuses) continue;
                granted = false;
            }

            if (granted is null)
            {
                failures.Add(Refused(member));
                continue;
            }

            // The last one wins where a client repeats a name.
            given = granted.Value ? given | agreement : given & ~agreement;
            refused = granted.Value ? refused & ~agreement : refused | agreement;
        }

        return new AgreementChange(given, refused);
    }

    /// <summary>What <c>true</c>, <c>"true"</c>, <c>"True"</c>, <c>"TRUE"</c>, 1 and their opposites say (synerise.md 6.3); null for anything else.</summary>
    public static bool? Truth(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => value.GetString() switch { "true" or "True" or "TRUE" => true, "false" or "False" or "FALSE" => false, _ => null },
        JsonValueKind.Number => value.GetRawText() switch { "1" => true, "0" => false, _ => null },
        _ => null,
    };

    private static Agreements? Find(string name)
    {
        foreach (var (known, agreement) in Written)
            if (name == known || (agreement == Agreements.WebPush && name == "webpush")) return agreement;
        return null;
    }

    private static Failure Refused(JsonProperty member) => member.Value.ValueKind switch
    {
        JsonValueKind.String when member.Value.GetString()!.Length == 0 => new(FailureCode.EmptyText, $"agreements.{member.Name}"),
        JsonValueKind.String or JsonValueKind.Number => new(FailureCode.OutOfRange, $"agreements.{member.Name}") { Rejected = member.Value.ToString() },
        _ => new(FailureCode.WrongType, $"agreements.{member.Name}"),
    };
}
