package io.turnpike.customers;

import java.nio.file.Path;

/**
 * A CSV file and the kind it is.
 *
 * @param number its place among the files of this import
 */
record FeedFile(int number, Path path, Feed feed) {
    String name() {
        return String.valueOf(path.getFileName());
    }
}
