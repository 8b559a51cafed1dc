package org.jackfield.call;

/** Where a node makes its own calls known to those who act on calls of the whole cluster. */
public interface LocalCalls {

  /** From now on this node has calls. */
  void open(Calls ofThisNode);

  /** It has none any more. */
  void close();
}
