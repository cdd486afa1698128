mod forms;
mod hostile;
mod sample;
mod sarif;
