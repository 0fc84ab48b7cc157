package io.turnpike.payments.pickup;

import io.turnpike.mediation.files.Inbox;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.sshd.sftp.client.SftpClient;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.integration.file.FileHeaders;
import org.springframework.integration.file.filters.AcceptAllFileListFilter;
import org.springframework.integration.file.filters.FileListFilter;
import org.springframework.integration.metadata.MetadataStore;
import org.springframework.integration.sftp.inbound.SftpInboundFileSynchronizer;
import org.springframework.integration.sftp.inbound.SftpInboundFileSynchronizingMessageSource;
import org.springframework.integration.sftp.session.DefaultSftpSessionFactory;
import org.springframework.messaging.Message;

/**
 * Brings the files of one source from its server into the inbox. A file is remembered only when it lies in the inbox: a crash before
 * that brings it a second time, which changes nothing. On the server everything stays as it is.
 */
final class SftpSource {
    private static final int TIMEOUT_MILLIS = 30_000;

    private final SftpPlace place;
    private final Inbox inbox;
    private final MetadataStore fetched;
    private final SftpInboundFileSynchronizingMessageSource source;
    private final StoppedGrowing<SftpClient.DirEntry> growing;

    SftpSource(
            SftpPlace place,
            Pickup.Folders folders,
            MetadataStore fetched,
            Environment environment,
            BeanFactory beans,
            Clock clock) {
        this.place = place;
        this.inbox = folders.inbox();
        this.fetched = fetched;
        this.growing = new StoppedGrowing<>(new RemoteLook(), folders.quiet(), clock);
        SftpInboundFileSynchronizer synchronizer = new SftpInboundFileSynchronizer(sessions(place, environment));
        synchronizer.setRemoteDirectory(place.folder());
        synchronizer.setFilter(new NotFetched());
        synchronizer.setPreserveTimestamp(true);
        synchronizer.setBeanFactory(beans);
        synchronizer.afterPropertiesSet();
        source = new SftpInboundFileSynchronizingMessageSource(synchronizer);
        source.setLocalDirectory(folders.fetching().resolve(place.source()).toFile());
        source.setAutoCreateLocalDirectory(true);
        source.setLocalFilter(new AcceptAllFileListFilter<>());
        source.setBeanFactory(beans);
        source.setBeanName("sftp " + place.source());
        source.afterPropertiesSet();
        source.start();
    }

    private static DefaultSftpSessionFactory sessions(SftpPlace place, Environment environment) {
        DefaultSftpSessionFactory sessions = new DefaultSftpSessionFactory();
        sessions.setHost(place.host());
        sessions.setPort(place.port());
        sessions.setUser(place.user());
        sessions.setTimeout(TIMEOUT_MILLIS);
        sessions.setAllowUnknownKeys(false);
        sessions.setKnownHostsResource(new ByteArrayResource(place.knownHost()));
        String password = environment.getProperty(place.variable("PASSWORD"));
        if (place.privateKey().isPresent()) {
            sessions.setPrivateKey(new FileSystemResource(place.privateKey().get()));
            String passphrase = environment.getProperty(place.variable("PASSPHRASE"));
            if (passphrase != null) {
                sessions.setPrivateKeyPassphrase(passphrase);
            }
        } else if (password != null) {
            sessions.setPassword(password);
        }
        return sessions;
    }

    /** Brings what has stopped growing and was not brought before; the names. */
    List<String> fetch() throws IOException {
        List<String> names = new ArrayList<>();
        for (Message<File> message = source.receive(); message != null; message = source.receive()) {
            Path file = message.getPayload().toPath();
            String name = String.valueOf(file.getFileName());
            inbox.deliver(place.source(), file);
            names.add(name);
            String remote = message.getHeaders().get(FileHeaders.REMOTE_FILE, String.class);
            StoppedGrowing.Stamp stamp = remote == null ? null : growing.stamp(remote);
            if (remote != null && stamp != null) {
                fetched.put(key(remote), text(stamp));
            }
        }
        return names;
    }

    int waiting() {
        return growing.waiting();
    }

    SftpPlace place() {
        return place;
    }

    void close() {
        source.stop();
    }

    private String key(String name) {
        return "sftp " + place.source() + " " + place.text() + "/" + name;
    }

    private static String text(StoppedGrowing.Stamp stamp) {
        return stamp.size() + " bytes of " + stamp.modifiedMillis();
    }

    private static final class RemoteLook implements StoppedGrowing.Look<SftpClient.DirEntry> {
        @Override
        public String name(SftpClient.DirEntry file) {
            return file.getFilename();
        }

        @Override
        public StoppedGrowing.@Nullable Stamp stamp(SftpClient.DirEntry file) {
            String name = file.getFilename();
            boolean plain = !name.contains("/") && !name.contains("\\") && !name.contains("..");
            return file.getAttributes().isRegularFile() && plain && Inbox.isFinished(name)
                    ? new StoppedGrowing.Stamp(
                            file.getAttributes().getSize(),
                            file.getAttributes().getModifyTime().toMillis())
                    : null;
        }
    }

    private final class NotFetched implements FileListFilter<SftpClient.DirEntry> {
        private final RemoteLook look = new RemoteLook();

        @Override
        public List<SftpClient.DirEntry> filterFiles(SftpClient.DirEntry @Nullable [] files) {
            if (files == null) {
                return List.of();
            }
            SftpClient.DirEntry[] fresh = Arrays.stream(files)
                    .filter(file -> {
                        StoppedGrowing.Stamp stamp = look.stamp(file);
                        return stamp != null && !text(stamp).equals(fetched.get(key(file.getFilename())));
                    })
                    .toArray(SftpClient.DirEntry[]::new);
            return growing.filterFiles(fresh);
        }
    }
}
