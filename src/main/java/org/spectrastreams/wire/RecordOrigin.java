package org.spectrastreams.wire;

/**
 * What a record says of itself, as far as it could be read, whether or not it can be scored.
 *
 * @param pipeline the one that it names; may be empty
 * @param imageId empty where the record is of no image, or of one whose name cannot be
 * @param width pixels of the whole image, unsigned; 0 where there is no image
 * @param height pixels of the whole image, unsigned
 * @param generation of the scan, unsigned; 0 where it is not told
 * @param sequence the number of the block in its image, unsigned
 */
public record RecordOrigin(
    String pipeline, String imageId, int width, int height, long generation, long sequence) {}
