return await Freehold.Server.Commands.FreeholdCommand.RunAsync(args);
