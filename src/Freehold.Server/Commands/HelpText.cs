using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Freehold.Server.Commands;

/// <summary>The library's help under the command's own name, with a word on settings where it would speak of further arguments.</summary>
internal sealed class HelpText(HelpAction library) : SynchronousCommandLineAction
{
    public static void AddTo(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpText((HelpAction)help.Action!);
    }

    /// <summary>Who asks how a command is called need not call it rightly.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var invocation = parseResult.InvocationConfiguration;
        var output = invocation.Output;
        using var text = new StringWriter();
        invocation.Output = text;
        var code = library.Invoke(parseResult);
        invocation.Output = output;

        var help = text.ToString().Replace(RootCommand.ExecutableName, "freehold", StringComparison.Ordinal).Replace(" [[--] <additional arguments>...]]", "", StringComparison.Ordinal);
        var further = help.IndexOf("Additional Arguments:", StringComparison.Ordinal);
        output.Write(further < 0 ? help : help[..further]);
        output.WriteLine("Every setting may be given as an option by its full name, as in --Freehold:Locale de; docs/operations.md lists them.");
        return code;
    }
}
