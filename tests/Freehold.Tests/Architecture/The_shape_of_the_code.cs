using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Freehold.AccountApi;
using Freehold.Aimeos;
using Freehold.Messaging;
using Freehold.Postgres;
using Freehold.Sqlite;
using Freehold.Storage;
using Freehold.Synerise;

namespace Freehold.Tests.Architecture;

public sealed partial class The_shape_of_the_code
{
    private static readonly Assembly Core = typeof(FreeholdOptions).Assembly;

    private static readonly Dictionary<string, Assembly> Dialects = new()
    {
        ["Freehold.Synerise"] = typeof(SyneriseEndpoints).Assembly,
        ["Freehold.Aimeos"] = typeof(AimeosEndpoints).Assembly,
        ["Freehold.Account"] = typeof(AccountEndpoints).Assembly,
    };

    private static readonly Assembly[] All =
        [Core, .. Dialects.Values, typeof(Freehold.Http.Credentials).Assembly, typeof(SqliteStorage).Assembly, typeof(PostgresStorage).Assembly, typeof(CapturedMessages).Assembly, typeof(Freehold.Server.Application).Assembly];

    [Fact]
    public void keeps_HTTP_and_database_drivers_out_of_the_core() =>
        Assert.DoesNotContain(References(Core), name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || IsDriver(name) || name.StartsWith("Freehold", StringComparison.Ordinal));

    [Fact]
    public void keeps_dialects_from_seeing_each_other_or_a_driver()
    {
        foreach (var (name, dialect) in Dialects)
            Assert.DoesNotContain(References(dialect), reference => IsDriver(reference) || (reference != name && Dialects.ContainsKey(reference)) || reference is "Freehold.Sqlite" or "Freehold.Postgres" or "Freehold.Messaging" or "Freehold.Server");
    }

    [Fact]
    public void keeps_dialects_from_seeing_SQL()
    {
        foreach (var dialect in Dialects.Values)
        {
            var used = dialect.GetTypes()
                .SelectMany(type => type.GetMembers(Everything))
                .SelectMany(Types)
                .Where(type => type.Namespace == typeof(Session).Namespace);
            Assert.Empty(used);
        }
    }

    [Theory]
    [InlineData(typeof(SyneriseErrors))]
    [InlineData(typeof(AimeosErrors))]
    [InlineData(typeof(AccountErrors))]
    public void has_an_answer_to_every_failure_in_each_dialect(Type table)
    {
        var of = table.GetMethod("Of", [typeof(FailureCode)])!;

        foreach (var code in Enum.GetValues<FailureCode>())
        {
            var answer = (ITuple)of.Invoke(null, [code])!;
            Assert.InRange((int)answer[0]!, 400, 503);
            for (var i = 1; i < answer.Length; i++) Assert.NotEqual("", answer[i]);
        }
    }

    [Fact]
    public void names_things_and_not_their_pattern()
    {
        var bad = All.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.GetCustomAttribute<CompilerGeneratedAttribute>() is null && !type.FullName!.Contains('<') && PatternName().IsMatch(type.Name))
            .Select(type => type.Name);

        Assert.Empty(bad);
    }

    [Fact]
    public void has_one_idea_in_a_file()
    {
        var overlong = Sources().Where(file => File.ReadLines(file).Count() > 220).Select(file => Path.GetRelativePath(Repository.Root, file));

        Assert.Empty(overlong);
        Assert.True(Sources().Count() > 100);
    }

    [Fact]
    public void keeps_nothing_for_later()
    {
        var kept = Sources().Where(file => Leftover().IsMatch(File.ReadAllText(file))).Select(file => Path.GetRelativePath(Repository.Root, file));

        Assert.Empty(kept);
    }

    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(reference => reference.Name!);

    private static bool IsDriver(string name) => name is "Npgsql" or "Microsoft.Data.Sqlite" || name.StartsWith("SQLitePCL", StringComparison.Ordinal) || name.StartsWith("System.Data.", StringComparison.Ordinal) && name != "System.Data.Common";

    private static IEnumerable<Type> Types(MemberInfo member) => member switch
    {
        FieldInfo field => [field.FieldType],
        PropertyInfo property => [property.PropertyType],
        MethodBase method => [.. method.GetParameters().Select(parameter => parameter.ParameterType), .. method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? []],
        _ => [],
    };

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    [GeneratedRegex("(Manager|Helper|Helpers|Util|Utils|Service|Impl|Base|Dto|Model|Info|Data)$")]
    private static partial Regex PatternName();

    [GeneratedRegex(@"#region|\bTODO\b|\bFIXME\b|\bHACK\b")]
    private static partial Regex Leftover();
}
