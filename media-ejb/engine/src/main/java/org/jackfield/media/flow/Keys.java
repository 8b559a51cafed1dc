package org.jackfield.media.flow;

/** The keys of a telephone and their pairs of tones (ITU-T Q.23). */
final class Keys {

  static final int[] ROWS = {697, 770, 852, 941};
  static final int[] COLUMNS = {1_209, 1_336, 1_477, 1_633};

  private static final String BY_ROW = "123A456B789C*0#D";

  private Keys() {}

  static char at(int row, int column) {
    return BY_ROW.charAt(4 * row + column);
  }

  static int rowHertz(char key) {
    return ROWS[indexOf(key) / 4];
  }

  static int columnHertz(char key) {
    return COLUMNS[indexOf(key) % 4];
  }

  private static int indexOf(char key) {
    int index = BY_ROW.indexOf(Character.toUpperCase(key));
    if (index < 0) {
      throw new IllegalArgumentException("A key is one of 0-9 * # A-D, not '" + key + "'");
    }
    return index;
  }
}
