using System.Text.Json;
using System.Text.Json.Serialization;

namespace Freehold;

/// <summary>What an account signed in with at one moment, as an undo brings it back; never a password.</summary>
/// <param name="Email">The e-mail that an undo restores: the last verified one, else the current one.</param>
/// <param name="Verified">Whether that mailbox was proved, so that the undo link went to a once-verified address.</param>
/// <param name="Code">The login code of its own.</param>
/// <param name="Phone">The phone as typed.</param>
/// <param name="PhoneDigits">What the phone is compared by.</param>
/// <param name="PhoneProved">Whether the customer proved to hold it.</param>
internal sealed record SignInState(string? Email, bool Verified, string? Code, string? Phone, string? PhoneDigits, bool PhoneProved)
{
    public static SignInState Of(Account account) =>
        new(account.VerifiedEmail ?? account.Email, account.VerifiedEmail is not null, account.OwnCode, account.Phone, account.PhoneDigits, account.PhoneProved);

    /// <summary>Whether the mailbox of an address was the last one that was proved.</summary>
    public bool HasProved(string address) => Verified && Account.Folded(Email) == Account.Folded(address);

    public static SignInState Read(string payload) => JsonSerializer.Deserialize(payload, OwnershipJson.Default.SignInState)!;

    public string ToPayload() => JsonSerializer.Serialize(this, OwnershipJson.Default.SignInState);
}

[JsonSerializable(typeof(SignInState))]
internal sealed partial class OwnershipJson : JsonSerializerContext;
