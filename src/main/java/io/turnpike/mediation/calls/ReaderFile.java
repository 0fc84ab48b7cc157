package io.turnpike.mediation.calls;

import io.turnpike.definitions.Node;
import io.turnpike.definitions.SourceFile;
import java.nio.file.Path;

/**
 * One folder of {@code readers/} with its {@code format.yaml}, before anybody reads what is in it.
 *
 * @param name the folder's name, which is the reader's
 * @param kind the value of its {@code kind} key: {@code calls}, {@code flows} or {@code payments}
 * @param block the whole file
 */
public record ReaderFile(String name, Path folder, SourceFile file, String kind, Node.Block block) {}
