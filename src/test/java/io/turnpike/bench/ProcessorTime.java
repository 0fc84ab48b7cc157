package io.turnpike.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Processor time of this program and of its database: on a shared machine it says more than the clock. Linux, proc(5),
 * {@code /proc/[pid]/stat}.
 *
 * @param postmaster the database's first process; 0 for none
 */
record ProcessorTime(long postmaster) {
    private static final double TICKS_A_SECOND = 100;
    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int CHILDREN_SYSTEM = 14;

    static final ProcessorTime OF_PROGRAM = new ProcessorTime(0);

    /** With the embedded database of a data folder, which must be running. */
    static ProcessorTime with(Path data) throws IOException {
        Path pid = data.resolve("postgres").resolve("cluster").resolve("postmaster.pid");
        return new ProcessorTime(Long.parseLong(Files.readAllLines(pid).get(0).strip()));
    }

    /** Seconds of this program. */
    double ofProgram() {
        return of(ProcessHandle.current().pid());
    }

    /** Seconds of a process. */
    static double of(long pid) {
        return spent(fields(pid)) / TICKS_A_SECOND;
    }

    /** Seconds of all processes of the database. */
    double ofDatabase() {
        if (postmaster == 0) {
            return 0;
        }
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            long database = processes
                    .map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .mapToLong(Long::parseLong)
                    .map(pid -> {
                        String[] fields = fields(pid);
                        boolean ours = pid == postmaster
                                || (fields.length > PARENT && fields[PARENT].equals(Long.toString(postmaster)));
                        return ours ? spent(fields) : 0;
                    })
                    .sum();
            return database / TICKS_A_SECOND;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Own time and that of children that have ended. */
    private static long spent(String[] fields) {
        return fields.length <= CHILDREN_SYSTEM
                ? 0
                : LongStream.rangeClosed(USER, CHILDREN_SYSTEM)
                        .map(field -> Long.parseLong(fields[(int) field]))
                        .sum();
    }

    /** The fields behind the name; none where the process has ended. */
    private static String[] fields(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) { // it ended while it was looked at
            return new String[0];
        }
    }
}
