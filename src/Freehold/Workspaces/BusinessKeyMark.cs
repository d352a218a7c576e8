namespace Freehold;

/// <summary>What a token of the business side shows of the key that it was given for: with another key (<see cref="WorkspaceOptions.BusinessApiKey"/>) the tokens of the one before are over.</summary>
/// <param name="secrets">The deployment's secrets.</param>
/// <param name="options">The settings, which do not change while it runs.</param>
public sealed class BusinessKeyMark(Secrets secrets, FreeholdOptions options)
{
    /// <summary>32 hexadecimal digits of a keyed hash.</summary>
    public string Text { get; } = Convert.ToHexString(secrets.Hash("business key", options.Workspace.Guid, options.Workspace.BusinessApiKey), 0, 16);
}
