package io.turnpike.cli;

import io.turnpike.definitions.InvalidDefinitions;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Runs;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanCreationNotAllowedException;
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
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidDefinitions wrong) {
                err.println(wrong.getMessage());
                err.println(name + ": " + count(wrong.problems().size()) + " in the definitions; nothing was started");
                return BAD_DEFINITIONS;
            }
            if (cause instanceof Parameters.BadParameter wrong) {
                err.println(name + ": " + wrong.getMessage());
                err.println("Try '" + name + " --help'.");
                return CommandLine.ExitCode.USAGE;
            }
            if (cause instanceof Runs.RunRefused refused) {
                err.println(name + ": " + refused.getMessage());
                return REFUSED;
            }
            if (cause instanceof BeanCreationNotAllowedException || isOfClosedPool(cause)) {
                err.println(name
                        + ": stopped from outside; what was committed stays. Type it again, or 'turnpike status' and"
                        + " 'turnpike restart RUN' where a run was under way");
                return FAILED;
            }
        }
        err.println(name + ": " + words(failure instanceof NoDatabase ? failure : innermost(failure)));
        LOG.debug("{} failed", name, failure);
        return FAILED;
    }

    /** The pool of connections goes when the program is stopped; a command that was about to tell its outcome finds it closed. */
    private static boolean isOfClosedPool(Throwable cause) {
        return cause instanceof SQLException
                && String.valueOf(cause.getMessage()).endsWith("has been closed.");
    }

    static Throwable innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** What went wrong; of files, whose failures say only their names, the reason too. */
    static String words(Throwable failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        if (failure instanceof NoSuchFileException) {
            return message + ": there is no such file or folder";
        }
        if (failure instanceof AccessDeniedException) {
            return message + ": this user may not read or write it";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return message + ": is there already, and is no folder";
        }
        return message;
    }
}
