package io.turnpike.payments.pickup;

import io.turnpike.mediation.files.Inbox;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.integration.file.inbound.FileReadingMessageSource;
import org.springframework.messaging.Message;

/** The inbox of one source: its files, as soon as they have stopped growing. A file that was taken in is not there any more. */
final class InboxSource {
    private final FileReadingMessageSource source = new FileReadingMessageSource();
    private final StoppedGrowing<File> growing;
    private final String name;

    InboxSource(String name, Pickup.Folders folders, BeanFactory beans, Clock clock) {
        this.name = name;
        this.growing = new StoppedGrowing<>(new LocalLook(), folders.quiet(), clock);
        source.setDirectory(folders.inbox().folder().resolve(name).toFile());
        source.setAutoCreateDirectory(true);
        source.setFilter(growing);
        source.setBeanFactory(beans);
        source.setBeanName("inbox " + name);
        source.afterPropertiesSet();
        source.start();
    }

    String name() {
        return name;
    }

    /** Hands on each file once; false where one of them was not taken in and stays. */
    boolean each(Predicate<Path> taken) {
        Set<File> tried = new HashSet<>();
        boolean all = true;
        for (Message<File> message = source.receive(); message != null; message = source.receive()) {
            File file = message.getPayload();
            if (!tried.add(file)) {
                break;
            }
            if (file.exists()) {
                all &= taken.test(file.toPath());
            }
        }
        return all;
    }

    int waiting() {
        return growing.waiting();
    }

    void close() {
        source.stop();
    }

    private static final class LocalLook implements StoppedGrowing.Look<File> {
        @Override
        public String name(File file) {
            return file.getName();
        }

        @Override
        public StoppedGrowing.@Nullable Stamp stamp(File file) {
            return Files.isRegularFile(file.toPath()) && Inbox.isFinished(file.getName())
                    ? new StoppedGrowing.Stamp(file.length(), file.lastModified())
                    : null;
        }
    }
}
