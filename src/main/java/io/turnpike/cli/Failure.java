package io.turnpike.cli;

import io.turnpike.definitions.InvalidDefinitions;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Runs;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Turns what stopped a command into a message and an exit code. */
final class Failure {
    static final int FAILED = 1;
    static final int BAD_DEFINITIONS = 3;
    static final int REFUSED = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

    private Failure() {}

    private static String count(int mistakes) {
        return mistakes == 1 ? "1 mistake" : mistakes + " mistakes";
    }

    static int handle(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        if (failure instanceof InvalidDefinitions wrong) {
            err.println(wrong.getMessage());
            err.println(name + ": " + count(wrong.problems().size()) + " in the definitions; nothing was started");
            return BAD_DEFINITIONS;
        }
        if (failure instanceof Parameters.BadParameter wrong) {
            err.println(name + ": " + wrong.getMessage());
            err.println("Try '" + name + " --help'.");
            return CommandLine.ExitCode.USAGE;
        }
        if (failure instanceof Runs.RunRefused refused) {
            err.println(name + ": " + refused.getMessage());
            return REFUSED;
        }
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        err.println(name + ": " + (cause.getMessage() == null ? cause.toString() : cause.getMessage()));
        LOG.debug("{} failed", name, failure);
        return FAILED;
    }
}
