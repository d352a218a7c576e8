namespace Freehold;

/// <summary>What every part of Freehold needs to know of its deployment; bound to the configuration section <c>Freehold</c>.</summary>
public sealed class FreeholdOptions
{
    /// <summary>A hundred years; a date that is moved further may be none.</summary>
    private const int MostDays = 36_500;

    /// <summary>Folder of the embedded database, the keys and message texts of one's own.</summary>
    public string Data { get; set; } = "./data";

    /// <summary>Base of every link that is sent or returned, without a final slash.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>ISO 3166-1 alpha-2 country whose national phone numbers are read as such; none by default.</summary>
    public string? DefaultCountry { get; set; }

    /// <summary>The country of <see cref="DefaultCountry"/>; null where none is set.</summary>
    public CountryCode? DefaultPhoneCountry => CountryCode.Parse(DefaultCountry, "DefaultCountry").Is(out var country, out _) ? country : null;

    /// <summary>Language of messages and properties where the customer names none.</summary>
    public string Locale { get; set; } = "en";

    /// <summary>Who may call on behalf of the workspace.</summary>
    public WorkspaceOptions Workspace { get; set; } = new();

    /// <summary>How long tokens, sessions and proofs last, and how guessing is slowed down.</summary>
    public SignInOptions SignIn { get; set; } = new();

    /// <summary>How long codes are good, and how many leave.</summary>
    public CodeOptions Codes { get; set; } = new();

    /// <summary>How long mailed links are good.</summary>
    public LinkOptions Links { get; set; } = new();

    /// <summary>The groups of new accounts.</summary>
    public GroupOptions Groups { get; set; } = new();

    /// <summary>How long events are kept.</summary>
    public EventOptions Events { get; set; } = new();

    /// <summary>How long a deleted account can still be taken back.</summary>
    public DeletionOptions Deletion { get; set; } = new();

    /// <summary>What the Synerise dialect calls workspace settings, as long as the business side has not set others.</summary>
    public SyneriseOptions Synerise { get; set; } = new();

    /// <summary>Which setting cannot work, and why; null when all is well.</summary>
    public string? Problem()
    {
        if (string.IsNullOrEmpty(Data)) return "Freehold:Data: the folder must be named.";
        if (!string.IsNullOrEmpty(PublicUrl) && (!Uri.TryCreate(PublicUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Query.Length > 0 || url.Fragment.Length > 0)) return $"Freehold:PublicUrl: {PublicUrl} is no http or https address without a query or fragment.";
        if (DefaultCountry is { Length: > 0 } country && !CountryCode.Parse(country, "country").Is(out _, out _)) return $"Freehold:DefaultCountry: {country} is no ISO 3166-1 country of two letters.";
        if (!RegistrationModes.Parse(Synerise.RegistrationType ?? "", "registrationType").Is(out _, out _)) return $"Freehold:Synerise:RegistrationType: {Synerise.RegistrationType} is none of AUTOMATIC, CONFIRMATION, ACTIVATION, PIN, PIN_THIRD_PARTY.";
        if (!DeviceControls.Parse(Workspace.DeviceControl ?? "", "deviceControl").Is(out _, out _)) return $"Freehold:Workspace:DeviceControl: {Workspace.DeviceControl} is none of OFF, NOTIFY, APPROVE.";
        if (!LanguageTag.Parse(Locale, "locale").Is(out _, out _)) return $"Freehold:Locale: {Locale} is no language such as en or de_CH.";
        foreach (var (action, days) in Events.RetentionDays)
            if (Range.Problem($"Freehold:Events:RetentionDays:{action}", days, 0, MostDays) is { } problem) return problem;
        return Range.Problem("Freehold:Events:MostTold", Events.MostTold, 1, 1_000_000)
            ?? Range.Problem("Freehold:Deletion:GraceDays", Deletion.GraceDays, 0, MostDays)
            ?? Range.Problem("Freehold:Deletion:UnprovedGraceHours", Deletion.UnprovedGraceHours, 0, MostDays * 24)
            ?? SignIn.Problem()
            ?? Codes.Problem()
            ?? Links.Problem();
    }
}

/// <summary>Section <c>Freehold:Synerise</c>.</summary>
public sealed class SyneriseOptions
{
    /// <summary>One of the names of <see cref="RegistrationModes"/>.</summary>
    public string RegistrationType { get; set; } = "AUTOMATIC";

    internal RegistrationMode Mode => RegistrationModes.Parse(RegistrationType, "registrationType").Value;
}

/// <summary>The keys of the workspace.</summary>
public sealed class WorkspaceOptions
{
    /// <summary>The workspace's own id; user name of Basic authentication.</summary>
    public string Guid { get; set; } = "";

    /// <summary>The profile key: customers' apps sign in with it; not a secret of the business side.</summary>
    public string ProfileApiKey { get; set; } = "";

    /// <summary>Whether a visitor may choose a custom id at registration; Synerise's setting of that name.</summary>
    public bool AllowOverwriteCustomIdentify { get; set; }

    /// <summary>One of the names of <see cref="DeviceControls"/>.</summary>
    public string DeviceControl { get; set; } = "OFF";

    internal DeviceControl Control => DeviceControls.Parse(DeviceControl, "deviceControl").Value;

    /// <summary>The business key: the business side signs in with it.</summary>
    public string BusinessApiKey { get; set; } = "";
}
