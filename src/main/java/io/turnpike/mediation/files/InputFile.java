package io.turnpike.mediation.files;

/**
 * A claimed file.
 *
 * @param name as it was delivered, without folders
 * @param state claimed, done or refused
 * @param checkpoint where decoding goes on; empty at the beginning
 */
public record InputFile(int fileId, String format, String name, String sha256, String state, String checkpoint) {
    public boolean isDone() {
        return !state.equals("claimed");
    }
}
