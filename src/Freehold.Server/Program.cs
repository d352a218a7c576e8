return await Freehold.Server.ServeCommand.RunAsync(args);
