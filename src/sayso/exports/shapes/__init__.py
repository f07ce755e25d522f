"""Events in the columns of other datasets: the shape is theirs, the rows and ids are ours. One file a dataset."""
