package io.turnpike.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The program: one word a command. Help and bad arguments are answered before anything is started. */
@Command(
        name = "turnpike",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = "Convergent billing: call records and traffic in, invoices out.",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            StatusCommand.class,
            StopCommand.class,
            RestartCommand.class,
            JobsCommand.class,
            PlansCommand.class,
            CheckCommand.class,
            BillCommand.class,
            DocumentsCommand.class,
            CustomersCommand.class,
            PaymentsCommand.class,
            ExportCommand.class,
            SyncCommand.class,
            LedgerCommand.class,
            ServeCommand.class,
            SuspenseCommand.class,
            RerateCommand.class,
            ExplainCommand.class,
            DbCommand.class,
            CommandLine.HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed: a run, a check or an import, also of one file of several; the message says what and how to go on",
            "2:the command line is wrong",
            "3:a definition is wrong; nothing was started",
            "4:refused for now: the same job is running, or there is nothing to go on with"
        },
        footer = {"", "Start with 'turnpike demo': a month of an operator, billed before your eyes."})
public final class Turnpike implements Runnable {
    @Spec
    private CommandSpec spec;

    Turnpike() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The commands with their error handling: what a person did wrong is told in one line, without a stack trace. */
    static CommandLine commandLine() {
        CommandLine commands = new CommandLine(new Turnpike());
        readAs(commands, LocalDate.class, LocalDate::parse, "no day: write it as 2026-03-31");
        readAs(commands, YearMonth.class, YearMonth::parse, "no month: write it as 2026-03");
        for (Class<Integer> type : List.of(Integer.class, int.class)) {
            readAs(commands, type, Integer::valueOf, "no whole number");
        }
        for (Class<Long> type : List.of(Long.class, long.class)) {
            readAs(commands, type, Long::valueOf, "no whole number");
        }
        return commands.setExecutionExceptionHandler(Failure::handle)
                .setUsageHelpAutoWidth(true)
                .setUsageHelpLongOptionsMaxWidth(30);
    }

    /** Values are refused in a person's words, not in those of Java's parsers. */
    private static <T> void readAs(CommandLine commands, Class<T> type, Function<String, T> parse, String remedy) {
        commands.registerConverter(type, text -> {
            try {
                return parse.apply(text);
            } catch (DateTimeException | NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is " + remedy);
            }
        });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
