using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Deletion;

/// <summary>T64: who was erased does not come back with an older database.</summary>
public sealed class Restoring_a_backup
{
    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task erases_again_who_had_gone_and_nobody_else(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var gone = await scene.RegisterAsync("gone@example.com");
        var stays = await scene.RegisterAsync("stays@example.com");
        await scene.Get<ErasureLog>().ApplyAsync(Scene.Ct);
        scene.Get<ErasureLog>().Append([gone.Customer]);

        var erased = await scene.Get<ErasureLog>().ApplyAsync(Scene.Ct);

        Assert.Equal(1, erased);
        Assert.Null(await scene.RowAsync(gone.Customer));
        Assert.NotNull(await scene.ReadAsync(stays));
        Assert.Equal(0, await scene.CountAsync("outbox", "template = 'deletion-receipt'"));
        Assert.Equal(0, await scene.Get<ErasureLog>().ApplyAsync(Scene.Ct));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task knows_of_every_way_in_which_accounts_go(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var first = await scene.RegisterAsync("first@example.com");
        var second = await scene.RegisterAsync("second@example.com");
        var third = await scene.RegisterAsync("third@example.com");
        await scene.Get<Deletions>().DeleteAsync(first, new DeletionProof.Password(Scene.Password), Scene.Ct);
        await scene.Get<Deletions>().DeleteAsync(second, new DeletionProof.RecentSession(TimeSpan.FromMinutes(5)), Scene.Ct);
        scene.Clock.Advance(TimeSpan.FromHours(24));
        await scene.Get<Deletions>().EraseDueAsync(Scene.Ct);
        Assert.Null((await scene.Get<BusinessProfiles>().DeleteAsync(new ProfileKey.Id(third.Customer), Scene.Ct)).Failure);

        var lines = await File.ReadAllLinesAsync(Path.Combine(scene.Folder, "erasures.log"), Scene.Ct);

        Assert.Equal(3, lines.Distinct().Count());
        Assert.All(lines, line => Assert.Equal(64, line.Length));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task erases_again_the_profile_that_became_part_of_an_account_which_went(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var contact = new BusinessChange { Email = new(true, Scene.Email("nora@example.com")), Profile = new ProfileChange() };
        var profile = (await scene.Get<BusinessProfiles>().PutAsync(contact, Scene.Origin, Scene.Ct)).Value;
        var nora = await scene.RegisterVerifiedAsync("nora@example.com");

        await scene.Get<Deletions>().DeleteAsync(nora, new DeletionProof.Password(Scene.Password), Scene.Ct);

        var lines = await File.ReadAllLinesAsync(Path.Combine(scene.Folder, "erasures.log"), Scene.Ct);
        Assert.Contains(Convert.ToHexString(scene.Get<Erasure>().AccountHash(profile)), lines);
        Assert.Equal(2, await scene.CountAsync("erased"));
    }

    [Theory]
    [InlineData("6")]
    [InlineData("not a hash\n")]
    [InlineData("ABCDEF\n\n\n")]
    public async Task passes_over_a_line_that_broke_off_and_loses_no_other(string torn)
    {
        await using var scene = await Scene.StartAsync("sqlite");
        var file = Path.Combine(scene.Folder, "erasures.log");
        var gone = await scene.RegisterAsync("gone@example.com");
        var first = await scene.RegisterAsync("first@example.com");
        await scene.Get<Deletions>().DeleteAsync(first, new DeletionProof.Password(Scene.Password), Scene.Ct);
        await File.AppendAllTextAsync(file, torn, Scene.Ct);
        scene.Get<ErasureLog>().Append([gone.Customer]);

        Assert.Equal(1, await scene.Get<ErasureLog>().ApplyAsync(Scene.Ct));

        Assert.Null(await scene.RowAsync(gone.Customer));
        Assert.Equal(2, (await File.ReadAllLinesAsync(file, Scene.Ct)).Count(line => line.Length == 64));
    }

    [Fact]
    public async Task deletes_also_while_the_file_cannot_be_written_and_writes_it_later()
    {
        await using var scene = await Scene.StartAsync("sqlite");
        var file = Path.Combine(scene.Folder, "erasures.log");
        var gone = await scene.RegisterAsync("gone@example.com");
        await scene.Get<ErasureLog>().ApplyAsync(Scene.Ct);
        Directory.CreateDirectory(file);

        Assert.Equal(DeletionOutcome.Erased, (await scene.Get<Deletions>().DeleteAsync(gone, new DeletionProof.Password(Scene.Password), Scene.Ct)).Value);
        Assert.False(scene.Get<ErasureLog>().IsCurrent);
        Directory.Delete(file);
        await scene.Get<ErasureLog>().ApplyAsync(Scene.Ct);

        Assert.True(scene.Get<ErasureLog>().IsCurrent);
        Assert.Equal(64, Assert.Single(await File.ReadAllLinesAsync(file, Scene.Ct)).Length);
    }
}
