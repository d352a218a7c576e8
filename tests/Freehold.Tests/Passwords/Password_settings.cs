using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Freehold.Tests;

public sealed class Password_settings
{
    [Theory]
    [InlineData("Production", BlockedPasswordRule.Enforce)]
    [InlineData("Development", BlockedPasswordRule.Warn)]
    public void have_the_safe_defaults(string environment, BlockedPasswordRule rule)
    {
        using var provider = Provider(environment);

        var options = provider.GetRequiredService<PasswordOptions>();

        Assert.Equal((8, 256, 19_456, 2, 1, 2.0, false), (options.MinLength, options.MaxCodePoints, options.MemoryKib, options.Iterations, options.Parallelism, options.QueueSeconds, options.Composition));
        Assert.Equal(rule, options.BlockedList);
    }

    [Fact]
    public void are_read_from_the_configuration()
    {
        using var provider = Provider("Development", ("MinLength", "15"), ("BlockedList", "Enforce"));

        var options = provider.GetRequiredService<PasswordOptions>();

        Assert.Equal((15, BlockedPasswordRule.Enforce), (options.MinLength, options.BlockedList));
        Assert.NotNull(provider.GetRequiredService<PasswordPolicy>());
    }

    [Theory]
    [InlineData("Production", "MemoryKib", "64", "Freehold:Passwords:MemoryKib must be 7168 to 262144, not 64.")]
    [InlineData("Development", "MemoryKib", "7", "Freehold:Passwords:MemoryKib must be 8 to 262144, not 7.")]
    [InlineData("Production", "MinLength", "4", "Freehold:Passwords:MinLength must be 6 to 64, not 4.")]
    [InlineData("Production", "Threads", "0", "Freehold:Passwords:Threads must be 1 to 1024, not 0.")]
    [InlineData("Production", "QueueSeconds", "0", "Freehold:Passwords:QueueSeconds must be 0.1 to 30, not 0.")]
    [InlineData("Production", "BlockedList", "Never", "Failed to convert configuration value 'Never' at 'Freehold:Passwords:BlockedList' to type 'Freehold.BlockedPasswordRule'.")]
    public void that_cannot_work_are_named(string environment, string setting, string value, string message)
    {
        using var provider = Provider(environment, (setting, value));

        var refused = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<PasswordOptions>());

        Assert.Equal(message, refused.Message);
    }

    private static ServiceProvider Provider(string environment, params (string Setting, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create<string, string?>($"Freehold:Passwords:{pair.Setting}", pair.Value)))
            .Build();
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<IHostEnvironment>(new Place { EnvironmentName = environment })
            .AddSingleton(new MessageOptions())
            .AddPasswords()
            .BuildServiceProvider();
    }

    private sealed class Place : IHostEnvironment
    {
        public string ApplicationName { get; set; } = "Freehold";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
        public string ContentRootPath { get; set; } = ".";
        public required string EnvironmentName { get; set; }
    }
}
